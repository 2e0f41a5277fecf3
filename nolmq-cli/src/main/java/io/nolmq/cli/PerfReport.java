package io.nolmq.cli;

import io.nolmq.cli.shell.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The lines that libzmq's performance programs print, to the letter. */
final class PerfReport {
    private PerfReport() {}

    static void throughput(OutputStream out, int sizeBytes, long count, long elapsedNanos) throws IOException {
        double perSecond = count / (Math.max(elapsedNanos, 1_000) / 1e9);
        double megabits = perSecond * sizeBytes * 8 / 1e6;
        print(out, "message size: %d [B]\n", sizeBytes);
        print(out, "message count: %d\n", count);
        print(out, "mean throughput: %d [msg/s]\n", (long) perSecond);
        print(out, "mean throughput: %.3f [Mb/s]\n", megabits);
    }

    static void latency(OutputStream out, int sizeBytes, long roundtrips, long elapsedNanos) throws IOException {
        print(out, "message size: %d [B]\n", sizeBytes);
        print(out, "roundtrip count: %d\n", roundtrips);
        print(out, "average latency: %.3f [us]\n", elapsedNanos / 1e3 / (roundtrips * 2.0));
    }

    static CommandException wrongSize(int expected, int actual) {
        return new CommandException(
                ExitCode.FAILED,
                "message of incorrect size received: expected=" + expected + ", actual=" + actual
                        + "; give both ends the same size");
    }

    private static void print(OutputStream out, String format, Object... values) throws IOException {
        out.write(String.format(Locale.ROOT, format, values).getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
