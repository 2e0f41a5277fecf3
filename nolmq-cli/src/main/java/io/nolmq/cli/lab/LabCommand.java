package io.nolmq.cli.lab;

import io.nolmq.cli.shell.DurationConverter;
import io.nolmq.lab.Plan;
import io.nolmq.lab.Role;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code nol lab [ROLE]}: a program of the lab; without a role all of them. */
@Command(
        name = "lab",
        header = "Runs the lab: publish-subscribe, push-pull and client-server over tcp.",
        description = {
            "",
            "With a role it runs that one program, until its count, its time or Ctrl-C. Without a role it runs all of them"
                    + " on this machine, as processes of their own with two workers, for ten seconds, and sums up.",
            "",
            "pub     PUB   binds tcp://*:12345             publishes the time, each second",
            "sub     SUB   connects tcp://localhost:12345  prints what begins with WAKTU",
            "push    PUSH  binds tcp://*:9999              sends work, each second",
            "pull    PULL  connects tcp://localhost:9999   takes work",
            "server  REP   binds tcp://*:5555              answers World",
            "client  REQ   connects tcp://localhost:5555   says Hello, ten times",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  nol lab                                     everything, for ten seconds",
            "  nol lab pull --id 2                         a second worker",
            "  nol lab sub --endpoint tcp://zmq-pub:12345  listens to another machine",
            "  nol lab --endpoint pub=tcp://*:12346        everything, pub at another port"
        })
public final class LabCommand implements Callable<Integer> {
    private static final Duration WHOLE_LAB = Duration.ofSeconds(10);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ROLE",
            converter = RoleConverter.class,
            completionCandidates = RoleConverter.Names.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    private @Nullable Role role;

    @Option(
            names = "--endpoint",
            paramLabel = "ENDPOINT",
            description = "Where to bind or connect; without a role ROLE=ENDPOINT, repeatable.")
    private List<String> endpoints = new ArrayList<>();

    @Option(names = "--count", paramLabel = "N", description = "Ends after N messages.")
    private @Nullable Long count;

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Waits so long from one message to the next: 250ms, 1s, 5m.")
    private @Nullable Duration every;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Ends after this time; exit code 3 when --count is not reached by then.")
    private @Nullable Duration time;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "What a worker (pull) calls itself, 1 by default; auto takes the last digits of the"
                    + " container's name, or else the process id.")
    private @Nullable String id;

    @Option(names = "--until-eof", hidden = true, description = "Ends with standard input, as part of the whole lab.")
    private boolean untilEof;

    /** The command, as picocli makes it. */
    public LabCommand() {}

    @Override
    public Integer call() throws IOException {
        // unbuffered, so that each line leaves at once; not System.out, which hides that its reader is gone
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        if (role == null) {
            return wholeLab(out);
        }
        if (untilEof) {
            InputWatch.interruptAtEnd(Thread.currentThread(), System.in);
            out.write('\n'); // the JVM has started, which takes longest
        }
        return new RoleRun(role, plan(role), role.program(workerId(role)), untilEof).run(out, System.err);
    }

    private Plan plan(Role role) {
        if (endpoints.size() > 1) {
            throw usage("--endpoint: a program has one endpoint");
        }
        if (count != null && count < 1) {
            throw usage("--count: must be at least 1");
        }
        Plan plan = role.plan();
        plan = endpoints.isEmpty() ? plan : plan.withEndpoint(endpoints.get(0));
        plan = count == null ? plan : plan.withCount(count);
        plan = every == null ? plan : plan.withEvery(every);
        return time == null ? plan : plan.withTime(time);
    }

    private String workerId(Role role) {
        if (id == null) {
            return "1";
        }
        if (role != Role.PULL) {
            throw usage("--id: only a worker has one, as in nol lab pull --id 2");
        }
        return id.equals("auto") ? WorkerId.ofThisProcess() : id;
    }

    private int wholeLab(OutputStream out) {
        if (count != null || every != null || id != null) {
            throw usage("--count, --every and --id are for one program: name its role, as in nol lab pub --every 2s");
        }
        LabEndpoints where;
        try {
            where = LabEndpoints.parse(endpoints);
        } catch (TypeConversionException unknown) {
            throw usage("--endpoint: " + unknown.getMessage());
        }
        ChildCommand child = ChildCommand.of(spec);
        return new WholeLab(child, where, new LabOutput(out), System.err).run(time == null ? WHOLE_LAB : time);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
