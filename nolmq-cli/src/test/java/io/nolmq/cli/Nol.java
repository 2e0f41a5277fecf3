package io.nolmq.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command, run in this process on a thread of its own, with streams that the test holds. */
final class Nol {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Pattern BOUND = Pattern.compile("bound: endpoint=(\\S+)");

    /** How a command ended. */
    record Result(int exit, byte[] bytes, String err) {
        String out() {
            return new String(bytes, UTF_8);
        }
    }

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Thread thread;
    private volatile int exit = -1;

    private Nol(InputStream in, OutputStream given, boolean terminal, String... arguments) {
        StandardStreams streams =
                new StandardStreams(in, given == null ? out : given, new PrintStream(err, true, UTF_8), terminal);
        thread = new Thread(() -> exit = NolCommand.run(streams, arguments), "nol-test");
        thread.setDaemon(true);
        thread.start();
    }

    static Nol start(String... arguments) {
        return new Nol(InputStream.nullInputStream(), null, false, arguments);
    }

    static Nol startWithInput(InputStream in, String... arguments) {
        return new Nol(in, null, false, arguments);
    }

    static Nol startWithOutput(OutputStream out, String... arguments) {
        return new Nol(InputStream.nullInputStream(), out, false, arguments);
    }

    static Nol startOnTerminal(String... arguments) {
        return new Nol(InputStream.nullInputStream(), null, true, arguments);
    }

    static Result run(String... arguments) {
        return start(arguments).end();
    }

    static Result runWithInput(String in, String... arguments) {
        return startWithInput(new ByteArrayInputStream(in.getBytes(UTF_8)), arguments)
                .end();
    }

    /** Where the command is bound, once it is. */
    String endpoint() {
        await().atMost(LIMIT).until(() -> BOUND.matcher(err()).find() || !thread.isAlive());
        Matcher matcher = BOUND.matcher(err());
        assertThat(matcher.find()).as("is bound: %s", err()).isTrue();
        return matcher.group(1);
    }

    void awaitOut(String text) {
        await().atMost(LIMIT).until(() -> out.toString(UTF_8).contains(text));
    }

    void awaitErr(String text) {
        await().atMost(LIMIT).until(() -> err().contains(text));
    }

    String err() {
        return err.toString(UTF_8);
    }

    void interrupt() {
        thread.interrupt();
    }

    Result end() {
        try {
            thread.join(LIMIT.toMillis());
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        assertThat(thread.isAlive())
                .as("still runs: %s %s", out.toString(UTF_8), err())
                .isFalse();
        return new Result(exit, out.toByteArray(), err());
    }
}
