package io.nolmq.cli.lab;

import io.nolmq.lab.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One program of the whole lab, in a process of its own that ends with its standard input and begins with an empty line.
 */
final class LabProcess {
    private final Role role;
    private final String worker;
    private final Process process;
    private final Thread reader;

    /** Is told, on a thread for each process, what becomes of it. */
    interface Listener {
        /** The program begins. */
        void onStart();

        void onLine(LabProcess from, String line);

        /** All of its lines have come. */
        void onExit(LabProcess ended, int code);
    }

    private LabProcess(Role role, String worker, Process process, Listener listener) {
        this.role = role;
        this.worker = worker;
        this.process = process;
        this.reader = new Thread(() -> follow(listener), "nol-lab-" + role);
    }

    /**
     * Starts one.
     *
     * @param worker the worker's id; empty for other roles
     */
    static LabProcess start(ChildCommand child, Role role, String worker, String endpoint, Listener listener)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of(role.toString(), "--until-eof", "--endpoint", endpoint));
        if (role == Role.PULL) {
            arguments.addAll(List.of("--id", worker));
        }
        Process process = child.with(arguments)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        LabProcess started = new LabProcess(role, worker, process, listener);
        started.reader.setDaemon(true);
        started.reader.start();
        return started;
    }

    Role role() {
        return role;
    }

    String worker() {
        return worker;
    }

    /** Asks it to end, and returns at once. */
    void stop() {
        try {
            process.getOutputStream().close();
        } catch (IOException gone) {
            process.destroy();
        }
    }

    /** Waits until it has ended and the listener knows. */
    void awaitEnd(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.timedJoin(reader, time.toNanos());
    }

    void kill() {
        process.destroyForcibly();
    }

    private void follow(Listener listener) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            if (lines.readLine() != null) {
                listener.onStart();
            }
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                listener.onLine(this, line);
            }
            listener.onExit(this, process.waitFor());
        } catch (IOException | InterruptedException failed) {
            process.destroyForcibly();
        }
    }
}
