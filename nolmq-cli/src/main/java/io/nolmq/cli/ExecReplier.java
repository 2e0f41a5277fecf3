package io.nolmq.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Has a command of the shell make each reply. */
final class ExecReplier implements Replier {
    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    private final String command;
    private final Consumer<String> say;

    ExecReplier(String command, Consumer<String> say) {
        this.command = command;
        this.say = say;
    }

    @Override
    public List<byte[]> reply(List<byte[]> request, long number) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(WINDOWS ? List.of("cmd", "/c", command) : List.of("sh", "-c", command))
                .redirectError(Redirect.INHERIT)
                .start();
        try {
            feed(process, request.isEmpty() ? new byte[0] : request.get(request.size() - 1));
            byte[] output = process.getInputStream().readAllBytes();
            int status = process.waitFor();
            if (status != 0) {
                say.accept("the command of --exec failed: request=" + number + ", status=" + status);
            }
            return List.of(output);
        } finally {
            process.destroy();
        }
    }

    /** On a thread of its own: a command that prints before it has read all would stop both. */
    private static void feed(Process process, byte[] request) {
        Thread feeder = new Thread(
                () -> {
                    try (OutputStream in = process.getOutputStream()) {
                        in.write(request);
                    } catch (IOException notRead) {
                        // The command need not read what it is given.
                    }
                },
                "nol-exec");
        feeder.setDaemon(true);
        feeder.start();
    }
}
