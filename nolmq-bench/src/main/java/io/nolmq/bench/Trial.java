package io.nolmq.bench;

import io.nolmq.bench.EndProcess.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Plays a scenario once with one pairing. */
final class Trial {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final RunnerOptions options;
    private final EndCommand commands;

    Trial(RunnerOptions options, EndCommand commands) {
        this.options = options;
        this.commands = commands;
    }

    Run play(Scenario scenario, Pairing pairing, int round) throws InterruptedException {
        double load = Environment.loadAverage();
        double seconds = commands.seconds(scenario) + commands.warmUpSeconds(scenario) + options.timeoutSeconds();
        long deadline = System.nanoTime() + (long) (seconds * 1e9);
        String role = scenario.connectorRole();
        try (EndProcess binder = EndProcess.start(
                pairing.binder().id() + " " + scenario.binderRole(),
                commands.binder(scenario, pairing.binder(), endpoint(scenario)))) {
            if (role == null) {
                EndFigures figures = binder.figures(deadline);
                binder.end();
                return new Run(scenario, pairing, round, load, figures, null, null);
            }
            String endpoint = binder.endpoint(deadline);
            try (EndProcess connector = EndProcess.start(
                    pairing.connector().id() + " " + role,
                    commands.connector(scenario, role, pairing.connector(), endpoint))) {
                EndFigures connected = connector.figures(deadline);
                EndFigures bound = binder.figures(deadline);
                binder.end();
                connector.end();
                return new Run(
                        scenario, pairing, round, load, bound, connected, disagreement(scenario, bound, connected));
            }
        } catch (Failure failure) {
            return new Run(scenario, pairing, round, load, null, null, String.valueOf(failure.getMessage()));
        }
    }

    /** Says so when the receiving end did not get all that the sending end sent. */
    static @Nullable String disagreement(Scenario scenario, EndFigures binder, EndFigures connector) {
        boolean fanOut = "pub".equals(scenario.binderRole());
        OptionalDouble sent = (fanOut ? binder : connector).number("total");
        OptionalDouble received = (fanOut ? connector : binder).number("total");
        if ("rep".equals(scenario.binderRole()) || sent.isEmpty() || received.isEmpty()) {
            return null;
        }
        double expected = scenario.expected(sent.getAsDouble());
        return expected == received.getAsDouble()
                ? null
                : "messages were lost: expected=" + (long) expected + ", received=" + (long) received.getAsDouble();
    }

    private String endpoint(Scenario scenario) {
        if (scenario.isInproc()) {
            return "inproc://bench";
        }
        if (options.transport().equals("tcp")) {
            return "tcp://127.0.0.1:0";
        }
        Path socket = Path.of(System.getProperty("java.io.tmpdir"))
                .resolve("nolmq-bench-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet() + ".sock");
        try {
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            throw new IllegalStateException("cannot remove " + socket, e);
        }
        return "ipc://" + socket;
    }
}
