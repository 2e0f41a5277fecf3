package io.nolmq.cli.lab;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code nol} with nothing but the lab, so that the lab is tested by itself. */
@Command(name = "nol", subcommands = LabCommand.class)
public final class LabMain {
    private static final long GRACE_MILLIS = 1_500;

    private LabMain() {}

    /** As the command does it: a signal interrupts the thread, whose exit code the process ends with. */
    public static void main(String[] arguments) {
        Thread worker = Thread.currentThread();
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (!exit.isDone()) {
                worker.interrupt();
                int code = exit.completeOnTimeout(LabExit.INTERRUPTED, GRACE_MILLIS, TimeUnit.MILLISECONDS)
                        .join();
                Runtime.getRuntime().halt(code);
            }
        }));
        int code = new CommandLine(new LabMain()).execute(arguments);
        exit.complete(code);
        System.exit(code);
    }
}
