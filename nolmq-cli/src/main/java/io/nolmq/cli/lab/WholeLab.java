package io.nolmq.cli.lab;

import io.nolmq.cli.shell.ExitCode;
import io.nolmq.cli.shell.ReaderGone;
import io.nolmq.lab.Role;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * All programs of the lab at once, as processes of this machine: runs them for a time, prints their lines, sums up, and
 * leaves no process behind, however it ends.
 */
final class WholeLab implements LabProcess.Listener {
    private static final List<String> WORKERS = List.of("1", "2");
    /** What a program that cannot go on has said itself. */
    private static final List<Integer> FAILURES =
            List.of(ExitCode.FAILED.number(), ExitCode.USAGE.number(), ExitCode.ENDPOINT.number());

    /** How long the start of all processes may take, and then the first messages, before the time counts all the same. */
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private static final Duration FIRST_MESSAGES_LIMIT = Duration.ofSeconds(5);

    private static final Duration LAST_WORK_LIMIT = Duration.ofMillis(500);

    /** All ends within this time; a signal leaves the command 1.5 s. */
    private static final Duration STOP_LIMIT = Duration.ofMillis(900);

    private final ChildCommand child;
    private final LabEndpoints endpoints;
    private final LabOutput out;
    private final PrintStream err;
    private final List<LabProcess> processes = new ArrayList<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Tally tally = new Tally(WORKERS);
    private int started;
    private boolean isOver;
    private int exit = ExitCode.DONE.number();

    WholeLab(ChildCommand child, LabEndpoints endpoints, LabOutput out, PrintStream err) {
        this.child = child;
        this.endpoints = endpoints;
        this.out = out;
        this.err = err;
    }

    int run(Duration time) {
        try {
            startAll();
            await(() -> started == processes.size(), START_LIMIT);
            await(tally::hasBegun, FIRST_MESSAGES_LIMIT);
            await(() -> false, time);
            stop(Role.PUB);
            stop(Role.PUSH);
            await(tally::isWorkDone, LAST_WORK_LIMIT);
        } catch (IOException failed) {
            err.println("nol: lab: cannot start a program: " + failed.getMessage());
            return ExitCode.FAILED.number();
        } catch (InterruptedException stopped) {
            return ExitCode.INTERRUPTED.number();
        } finally {
            stopAll();
        }
        return isOver ? exit : sumUp();
    }

    /** Those who bind first, so that the others find them at once. */
    private void startAll() throws IOException, InterruptedException {
        for (Role role : List.of(Role.SERVER, Role.PUB, Role.PUSH, Role.SUB)) {
            start(role, "");
        }
        for (String worker : WORKERS) {
            start(Role.PULL, worker);
        }
        start(Role.CLIENT, "");
    }

    private void start(Role role, String worker) throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        processes.add(LabProcess.start(child, role, worker, endpoints.of(role), this));
    }

    @Override
    public void onStart() {
        lock.lock();
        try {
            started++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onLine(LabProcess from, String line) {
        try {
            out.print(from.role().toString(), line);
        } catch (IOException failed) {
            end(outputFailed(failed));
            return;
        }
        lock.lock();
        try {
            tally.add(from.role(), from.worker(), line);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A program that fails has said why. */
    @Override
    public void onExit(LabProcess ended, int code) {
        if (code == ExitCode.DONE.number() || code == ExitCode.INTERRUPTED.number()) {
            return;
        }
        if (FAILURES.contains(code)) {
            end(code);
        } else {
            err.println("nol: lab: " + ended.role() + " ended: exit code=" + code);
            end(ExitCode.FAILED.number());
        }
    }

    private void end(int code) {
        lock.lock();
        try {
            if (!isOver) {
                isOver = true;
                exit = code;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the condition, or until the time or the lab is over. */
    private void await(BooleanSupplier condition, Duration time) throws InterruptedException {
        lock.lock();
        try {
            long nanos = time.toNanos();
            while (nanos > 0 && !isOver && !condition.getAsBoolean()) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    private void stop(Role role) throws InterruptedException {
        for (LabProcess process : processes) {
            if (process.role() == role) {
                process.stop();
                process.awaitEnd(STOP_LIMIT);
            }
        }
    }

    private void stopAll() {
        boolean interrupted = Thread.interrupted();
        processes.forEach(LabProcess::stop);
        long deadlineNanos = System.nanoTime() + STOP_LIMIT.toNanos();
        for (LabProcess process : processes) {
            try {
                process.awaitEnd(Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime())));
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        processes.forEach(LabProcess::kill);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private int sumUp() {
        lock.lock();
        try {
            List<String> silent = tally.silent();
            silent.forEach(reason -> err.println("nol: lab: " + reason));
            out.print("lab", tally.toString());
            return silent.isEmpty() ? ExitCode.DONE.number() : ExitCode.FAILED.number();
        } catch (IOException failed) {
            return outputFailed(failed);
        } finally {
            lock.unlock();
        }
    }

    private int outputFailed(IOException failed) {
        if (ReaderGone.isMeantBy(failed)) {
            return ExitCode.DONE.number();
        }
        err.println("nol: lab: cannot write: " + failed.getMessage());
        return ExitCode.FAILED.number();
    }
}
