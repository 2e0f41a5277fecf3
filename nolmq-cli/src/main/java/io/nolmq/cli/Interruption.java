package io.nolmq.cli;

import io.nolmq.cli.shell.ExitCode;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM. The JVM answers both by running its shutdown hooks; this one interrupts the thread that runs the
 * command, lets it end in order, and ends the process with the exit code that the command came to.
 */
final class Interruption {
    /** How long the command may take to end in order. */
    private static final long GRACE_MILLIS = 1_500;

    private final Thread worker;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile int exit = ExitCode.INTERRUPTED.number();
    private volatile boolean signalled;

    private Interruption(Thread worker) {
        this.worker = worker;
    }

    /** Watches for signals on behalf of the thread that calls. */
    static Interruption watch() {
        Interruption interruption = new Interruption(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::onShutdown, "nol-interruption"));
        return interruption;
    }

    /** Ends the process; where a signal is ending it already, leaves that to the hook. */
    void exit(int code) {
        exit = code;
        ended.countDown();
        if (!signalled) {
            System.exit(code);
        }
    }

    private void onShutdown() {
        if (ended.getCount() == 0) {
            return;
        }
        signalled = true;
        worker.interrupt();
        try {
            ended.await(GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(exit);
    }
}
