package io.nolmq.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shell is told; every error is one line. */
class ExitCodeTest {
    private static final String ANY = "@tcp://127.0.0.1:0";

    private static void assertFails(Nol.Result result, int exit, String error) {
        assertThat(result.exit()).as(result.err()).isEqualTo(exit);
        assertThat(result.err()).startsWith("nol").contains(error).hasLineCount(1);
        assertThat(result.out()).isEmpty();
    }

    // ------------------------------------------------------------------ 0

    @Test
    void aStreamThatItsUserEndsIsNoFailure() {
        Nol sub = Nol.start("sub", ANY);
        sub.endpoint();
        sub.interrupt();
        assertThat(sub.end()).returns(0, Nol.Result::exit);
    }

    @Test
    void aReaderOfStandardOutputThatGoesAwayEndsTheCommandQuietly() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        Nol pull = Nol.startWithOutput(closed, "pull", ANY);
        Nol.run("push", "-c", pull.endpoint(), "x");
        Nol.Result result = pull.end();
        assertThat(result.exit()).isZero();
        assertThat(result.err()).doesNotContain("Broken pipe").hasLineCount(1);
    }

    // ------------------------------------------------------------------ 1

    @Test
    void anOutputThatCannotBeWrittenFails() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        Nol pull = Nol.startWithOutput(full, "pull", ANY);
        Nol.run("push", "-c", pull.endpoint(), "x");
        Nol.Result result = pull.end();
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("No space left on device");
    }

    @Test
    void aFileThatIsNotThereFails(@TempDir Path folder) {
        String missing = folder.resolve("missing").toString();
        assertFails(Nol.run("push", ANY, "-q", "-f", missing), 1, "no such file: " + missing);
    }

    @Test
    void aLineThatIsNoMessageFailsWithItsNumber() {
        Nol pull = Nol.start("pull", ANY, "-C", "1");
        Nol.Result push =
                Nol.runWithInput("{\"frames\":[\"a\"]}\n{\"frames\":[]}\n", "push", "-c", pull.endpoint(), "-J");
        assertFails(push, 1, "line=2, error=no frames");
        assertThat(pull.end().out()).isEqualTo("a\n");
    }

    // ------------------------------------------------------------------ 2

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pull",
                "pull tcp://127.0.0.1:1 rest",
                "pull tcp://127.0.0.1:1 --nonsense",
                "pull tcp://127.0.0.1:1 -o nonsense",
                "pull tcp://127.0.0.1:1 -o raw -F %p",
                "pull tcp://127.0.0.1:1 -F %x",
                "pull tcp://127.0.0.1:1 -F \\x",
                "pull tcp://127.0.0.1:1 -F %",
                "pull tcp://127.0.0.1:1 -C -1",
                "pull tcp://127.0.0.1:1 -W soon",
                "pull tcp://127.0.0.1:1 --identity me",
                "pull tcp://127.0.0.1:1 --hwm -5",
                "pull tcp://127.0.0.1:1 --set NONSENSE=1",
                "pull tcp://127.0.0.1:1 --set SNDHWM",
                "pull tcp://127.0.0.1:1 --set SNDHWM=many",
                "pull tcp://127.0.0.1:1 --maxmsgsize large",
                "pull nonsense://127.0.0.1:1",
                "pull -c nonsense",
                "push tcp://127.0.0.1:1 -l -0",
                "push tcp://127.0.0.1:1 -m a b",
                "push tcp://127.0.0.1:1 -l b",
                "push tcp://127.0.0.1:1 -l -m b",
                "push tcp://127.0.0.1:1 --every 1s --rate 1/s b",
                "push tcp://127.0.0.1:1 --rate 0 b",
                "push tcp://127.0.0.1:1 --count -1 b",
                "push tcp://127.0.0.1:1 --template {{nonsense}}",
                "push tcp://127.0.0.1:1 --codec nonsense b",
                "rep tcp://127.0.0.1:1 --echo --reply x",
                "rep tcp://127.0.0.1:1 --echo x",
                "nonsense",
                "bench",
                "bench thr --json --csv",
                "bench thr --runs 0",
                "local_thr tcp://127.0.0.1:1",
                "local_thr tcp://127.0.0.1:1 x 1",
                "local_thr tcp://127.0.0.1:1 1 0",
            })
    void argumentsThatMakeNoSenseAreAUsageError(String arguments) {
        assertFails(Nol.run(arguments.split(" ")), 2, "nol");
    }

    // ------------------------------------------------------------------ 3: see the tests of -W, --for, --linger

    // ------------------------------------------------------------------ 4

    @Test
    void aPeerThatAsksForAuthenticationIsReported() throws Exception {
        byte[] greeting = new byte[64];
        greeting[0] = (byte) 0xff;
        greeting[9] = 0x7f;
        greeting[10] = 3;
        System.arraycopy("PLAIN".getBytes(US_ASCII), 0, greeting, 12, 5);
        try (Speaker plain = new Speaker(greeting)) {
            assertFails(Nol.run("req", plain.endpoint(), "Hello"), 4, "refused: endpoint=" + plain.endpoint());
        }
    }

    // ------------------------------------------------------------------ 5

    @Test
    void aPeerThatIsNotZeroMqIsReported() throws Exception {
        try (Speaker ssh = new Speaker("SSH-2.0-OpenSSH_9.6\r\n".getBytes(US_ASCII))) {
            assertFails(Nol.run("sub", ssh.endpoint()), 5, "not a ZeroMQ peer: endpoint=" + ssh.endpoint());
        }
    }

    @Test
    void aMessageThatWaitsForSuchAPeerDoesNotWaitForEver() throws Exception {
        try (Speaker ssh = new Speaker("SSH-2.0-OpenSSH_9.6\r\n".getBytes(US_ASCII))) {
            assertFails(Nol.run("push", "-c", ssh.endpoint(), "x"), 5, "not a ZeroMQ peer: endpoint=" + ssh.endpoint());
        }
    }

    @Test
    void aPeerOfTheWrongTypeIsReported() {
        Nol pub = Nol.start("pub", ANY, "--wait-peers", "1", "x");
        // The peer finds it out as well, and may close the connection first: then it takes a second attempt.
        Nol.Result pull = Nol.run("pull", pub.endpoint());
        assertThat(pull.exit()).isEqualTo(5);
        assertThat(pull.err()).contains("the peer's socket type does not fit");
        pub.interrupt();
        assertThat(pub.end().exit()).isEqualTo(130);
    }

    // ------------------------------------------------------------------ 6

    @Test
    void aPortInUseIsReported() {
        Nol pull = Nol.start("pull", ANY);
        assertFails(Nol.run("pull", "@" + pull.endpoint()), 6, pull.endpoint());
        pull.interrupt();
        pull.end();
    }

    @Test
    void aNameThatDoesNotResolveIsReported() {
        assertFails(Nol.run("sub", "tcp://no-such-host.invalid:5555"), 6, "cannot resolve");
    }

    // ------------------------------------------------------------------ 130

    @Test
    void aConditionThatIsNotMetIsAnInterruption() {
        Nol pull = Nol.start("pull", ANY, "-C", "1");
        pull.endpoint();
        pull.interrupt();
        assertThat(pull.end().exit()).isEqualTo(130);
    }

    @Test
    void aRequestWithoutReplyIsAnInterruption() {
        Nol router = Nol.start("router", ANY);
        Nol req = Nol.start("req", router.endpoint(), "Hello");
        router.awaitOut("Hello");
        req.interrupt();
        assertThat(req.end().exit()).isEqualTo(130);
        router.interrupt();
        router.end();
    }

    @Test
    void standardInputThatDoesNotEndCanBeInterrupted() throws Exception {
        try (PipedOutputStream typed = new PipedOutputStream();
                InputStream in = new PipedInputStream(typed)) {
            Nol pull = Nol.start("pull", ANY, "-C", "1");
            Nol push = Nol.startWithInput(in, "push", "-c", pull.endpoint());
            typed.write("typed\n".getBytes(US_ASCII));
            typed.flush();
            assertThat(pull.end().out()).isEqualTo("typed\n");
            push.interrupt();
            assertThat(push.end().exit()).isEqualTo(130);
        }
    }

    /** Accepts one connection, says something, and is silent. */
    private static final class Speaker implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

        Speaker(byte[] words) throws IOException {
            Thread thread = new Thread(
                    () -> {
                        try (Socket socket = server.accept()) {
                            socket.getOutputStream().write(words);
                            socket.getInputStream().readAllBytes();
                        } catch (IOException over) {
                            // The test is over.
                        }
                    },
                    "speaker");
            thread.setDaemon(true);
            thread.start();
        }

        String endpoint() {
            return "tcp://127.0.0.1:" + server.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
