package io.nolmq.fault;

import io.nolmq.fault.seam.Injection;
import io.nolmq.fault.seam.Site;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Runs plans with each of their hits failing in turn. Arguments are of the form {@code name=value}:
 *
 * <ul>
 *   <li>{@code plan}: which plans, a regular expression such as {@code tcp push_pull};
 *   <li>{@code site}: which sites, a regular expression such as {@code Side\.unlock.*new};
 *   <li>{@code phase}: which phases, such as {@code TRAFFIC|CLOSE};
 *   <li>{@code mode}: of {@code first}, {@code middle}, {@code last}, {@code burst}, with commas between; or {@code none},
 *       which runs the plans without failure;
 *   <li>{@code repeat}: how often each, 1 by default;
 *   <li>{@code once}: with {@code true} a site fails once in all, with {@code bad} until it has shown a violation;
 *   <li>{@code seconds}: how long at most;
 *   <li>{@code log}: with {@code true} the engine's log is shown;
 *   <li>{@code report}: the file, {@code target/fault-injection.txt} by default.
 * </ul>
 */
public final class Campaign {
    private static final int WARM_UPS = 3;
    private static final int HUNG_MAXIMUM = 300;

    private final Map<String, String> options = new HashMap<>();
    private final Report report = new Report();
    private final Set<Site> done = new HashSet<>();
    private final long endNanos;
    /** Held, or its level would be forgotten. */
    private Object engineLog;

    private Campaign(String[] arguments) {
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            options.put(parts[0], parts[1]);
        }
        endNanos = System.nanoTime() + Long.parseLong(option("seconds", "1000000")) * 1_000_000_000;
    }

    private String option(String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }

    /** Runs a campaign, and tells how many violations it found. */
    @SuppressWarnings("SystemOut")
    public static int run(String... arguments) {
        Campaign campaign = new Campaign(arguments);
        campaign.run();
        campaign.writeReport();
        Plan.deleteFiles();
        System.out.println(campaign.report.summary());
        return campaign.report.violations();
    }

    private void writeReport() {
        report.write(Path.of(option("report", "target/fault-injection.txt")));
    }

    /** Switches the engine's log off, by reflection: its module does not read that of the log. */
    private static Object silence() {
        try {
            Class<?> level = Class.forName("java.util.logging.Level");
            Class<?> logger = Class.forName("java.util.logging.Logger");
            Object log = logger.getMethod("getLogger", String.class).invoke(null, "io.nolmq");
            logger.getMethod("setLevel", level)
                    .invoke(log, level.getField("OFF").get(null));
            return log;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run() {
        if (!option("log", "false").equals("true")) {
            engineLog = silence();
        }
        Pattern plans = Pattern.compile(option("plan", ""));
        List<Plan> chosen = Plan.all().stream()
                .filter(plan -> plans.matcher(plan.toString()).find())
                .toList();
        for (Plan plan : chosen) {
            for (int i = 0; i < WARM_UPS; i++) {
                Outcome.warmUp(plan);
            }
        }
        for (Plan plan : chosen) {
            run(plan);
        }
    }

    private void run(Plan plan) {
        int repeat = Integer.parseInt(option("repeat", "1"));
        if (option("mode", "first").equals("none")) {
            for (int i = 0; i < repeat; i++) {
                run(new Case(plan, null));
            }
            return;
        }
        run(new Case(plan, null));
        for (Injection.Target target : targets()) {
            for (int i = 0; i < repeat; i++) {
                if (System.nanoTime() - endNanos > 0 || report.hung() >= HUNG_MAXIMUM) {
                    report.leaveOut();
                    continue;
                }
                String once = option("once", "false");
                if ((once.equals("true") && i == 0 && !done.add(target.site()))
                        || (once.equals("bad") && report.isFound(target.site()))) {
                    break;
                }
                run(new Case(plan, target));
            }
        }
    }

    @SuppressWarnings("SystemOut")
    private void run(Case one) {
        Outcome outcome = Outcome.of(one);
        Outcome again = outcome.violations().isEmpty() || one.target() == null ? outcome : Outcome.of(one);
        report.add(outcome, again);
        if (!outcome.violations().isEmpty()) {
            writeReport(); // a run that is stopped has one all the same
        }
        for (Violation violation : outcome.violations()) {
            System.out.println((again.shows(violation.rule()) ? "" : "(once) ")
                    + (one.target() == null ? "" : one.target().site() + ", ") + one + ": "
                    + violation.rule() + " "
                    + violation.detail().lines().findFirst().orElse(""));
        }
    }

    /** What the last run has hit; the making of the context comes last, since it has the simplest faults. */
    private List<Injection.Target> targets() {
        Pattern sites = Pattern.compile(option("site", ""));
        Pattern phases = Pattern.compile(option("phase", ""));
        List<Injection.Target> targets = new ArrayList<>();
        for (Phase phase : List.of(Phase.TRAFFIC, Phase.SET_UP, Phase.RECONNECT, Phase.CLOSE, Phase.CREATE)) {
            for (Site site : Injection.sites()) {
                for (boolean ofEngine : new boolean[] {false, true}) {
                    int count = Injection.count(site, phase.ordinal(), ofEngine);
                    if (count > 0) {
                        report.hit(site);
                    }
                    boolean chosen = sites.matcher(site.toString()).find()
                            && phases.matcher(phase.name()).find();
                    if (count > 0 && chosen && !(ofEngine && site.kind() == Site.Kind.ENTRY)) {
                        add(targets, site, phase, ofEngine, count);
                    }
                }
            }
        }
        return targets;
    }

    private void add(List<Injection.Target> targets, Site site, Phase phase, boolean ofEngine, int count) {
        Set<Integer> hits = new HashSet<>();
        for (String mode : option("mode", "first").split(",")) {
            int hit = switch (mode) {
                case "first", "burst" -> 1;
                case "middle" -> (count + 1) / 2;
                case "last" -> count;
                default -> throw new IllegalArgumentException("mode=" + mode);
            };
            boolean burst = mode.equals("burst");
            if (burst ? site.kind() == Site.Kind.ALLOCATION : hits.add(hit)) {
                targets.add(new Injection.Target(site, phase.ordinal(), ofEngine, hit, burst));
            }
        }
    }
}
