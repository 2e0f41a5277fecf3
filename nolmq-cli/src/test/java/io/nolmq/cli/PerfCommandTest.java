package io.nolmq.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.Context;
import io.nolmq.PullSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The programs of libzmq's names, with each other. */
class PerfCommandTest {
    private static String freeEndpoint() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "tcp://127.0.0.1:" + socket.getLocalPort();
        }
    }

    @Test
    void localAndRemoteThroughputPrintWhatLibzmqPrints() throws Exception {
        String endpoint = freeEndpoint();
        Nol local = Nol.start("local_thr", endpoint, "100", "5000");
        Nol.Result remote = Nol.run("remote_thr", endpoint, "100", "5000");
        assertThat(remote).returns(0, Nol.Result::exit).returns("", Nol.Result::out);
        Nol.Result result = local.end();
        assertThat(result.exit()).isZero();
        assertThat(result.out())
                .matches("message size: 100 \\[B]\nmessage count: 5000\nmean throughput: \\d+ \\[msg/s]\n"
                        + "mean throughput: \\d+\\.\\d{3} \\[Mb/s]\n");
    }

    @Test
    void localAndRemoteLatencyPrintWhatLibzmqPrints() throws Exception {
        String endpoint = freeEndpoint();
        Nol local = Nol.start("local_lat", endpoint, "1", "200");
        Nol.Result remote = Nol.run("remote_lat", endpoint, "1", "200");
        assertThat(remote.exit()).isZero();
        assertThat(remote.out())
                .matches("message size: 1 \\[B]\nroundtrip count: 200\naverage latency: \\d+\\.\\d{3} \\[us]\n");
        assertThat(local.end()).returns(0, Nol.Result::exit).returns("", Nol.Result::out);
    }

    @Test
    void remoteThroughputSendsMessagesOfTheSizeAndNoMore() {
        try (Context context = Context.create();
                PullSocket pull = context.pull()) {
            String endpoint = pull.bind("tcp://127.0.0.1:0").toString();
            Nol remote = Nol.start("remote_thr", endpoint, "7", "3");
            for (int i = 0; i < 3; i++) {
                assertThat(pull.receive().bytes()).hasSize(7);
            }
            assertThat(remote.end().exit()).isZero();
            assertThat(pull.receive(Duration.ofMillis(50))).isNull();
        }
    }

    @Test
    void aMessageOfAnotherSizeFails() throws Exception {
        String endpoint = freeEndpoint();
        Nol local = Nol.start("local_thr", endpoint, "100", "10");
        Nol.run("push", "-c", endpoint, "short");
        Nol.Result result = local.end();
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("expected=100, actual=5");
    }
}
