package io.nolmq.fault;

import io.nolmq.fault.seam.Injection;
import io.nolmq.fault.seam.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a campaign found: numbers, then the violations by site and rule, with the first of each in full. */
final class Report {
    private final Set<Site> hit = new HashSet<>();
    private final Set<Site> failed = new HashSet<>();
    private final Map<Site.Kind, Integer> injected = new EnumMap<>(Site.Kind.class);
    private final Map<String, List<String>> bySite = new TreeMap<>();
    private final Map<String, String> first = new LinkedHashMap<>();
    private int runs;
    private int notReached;
    private int hung;
    private int leftOut;
    private int violations;

    void hit(Site site) {
        hit.add(site);
    }

    /** @param again how the same case went once more; null where nothing was violated */
    void add(Outcome outcome, Outcome again) {
        runs++;
        hung += outcome.hung() ? 1 : 0;
        Injection.Target target = outcome.of().target();
        if (target != null && outcome.firedOn() == null) {
            notReached++;
        } else if (target != null) {
            failed.add(target.site());
            injected.merge(target.site().kind(), 1, Integer::sum);
        }
        String at = target == null ? "nothing fails" : target.site().toString();
        for (Violation violation : outcome.violations()) {
            violations++;
            String key = at + ": " + violation.rule();
            bySite.computeIfAbsent(key, any -> new ArrayList<>())
                    .add(outcome.of().toString());
            first.putIfAbsent(key, outcome.of() + "\n    " + violation.detail());
        }
    }

    /** A case is not run, for want of time or because too many hung. */
    void leaveOut() {
        leftOut++;
    }

    int violations() {
        return violations;
    }

    int hung() {
        return hung;
    }

    boolean isFound(Site site) {
        return bySite.keySet().stream().anyMatch(key -> key.startsWith(site.toString()));
    }

    private static Map<Site.Kind, Integer> byKind(Iterable<Site> sites) {
        Map<Site.Kind, Integer> byKind = new EnumMap<>(Site.Kind.class);
        sites.forEach(site -> byKind.merge(site.kind(), 1, Integer::sum));
        return byKind;
    }

    String summary() {
        List<Site> all = Injection.sites();
        return "sites: " + all.size() + " " + byKind(all)
                + "\nsites hit: " + hit.size() + " " + byKind(hit)
                + "\nsites failed: " + failed.size() + " " + byKind(failed)
                + "\nruns: " + runs + ", failures injected: " + injected + ", hits that did not come: " + notReached
                + "\nruns that hung: " + hung + ", cases left out for want of time: " + leftOut
                + "\nviolations: " + violations + " of " + bySite.size() + " sites and rules\n";
    }

    void write(Path file) {
        StringBuilder text = new StringBuilder(summary());
        text.append("\n== Violations by site and rule\n");
        bySite.forEach((key, cases) -> {
            text.append('\n').append(key).append(" (").append(cases.size()).append(")\n");
            cases.stream()
                    .distinct()
                    .limit(6)
                    .forEach(one -> text.append("  ").append(one).append('\n'));
            text.append("  first: ").append(first.get(key)).append('\n');
        });
        text.append("\n== Sites that no run has hit\n");
        Injection.sites().stream()
                .filter(site -> !hit.contains(site))
                .forEach(site -> text.append(site).append('\n'));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
