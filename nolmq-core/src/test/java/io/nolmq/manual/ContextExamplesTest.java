package io.nolmq.manual;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.Context;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.message.CloseReport;
import io.nolmq.message.ContextOptions;
import io.nolmq.message.EventType;
import io.nolmq.message.SocketOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ContextExamplesTest {
    private final List<String> printed = new CopyOnWriteArrayList<>();

    private void print(String line) {
        printed.add(line);
    }

    @Test
    void optionsAreBuiltOnce() {
        ContextOptions threads = ContextOptions.DEFAULTS.withIoThreads(2);
        SocketOptions options = SocketOptions.builder()
                .sendHighWaterMark(10_000)
                .linger(Duration.ofSeconds(1))
                .heartbeat(Duration.ofSeconds(2))
                .build();
        try (Context context = Context.create(threads);
                PushSocket push = context.push(options)) {
            print(push.options().queue().sendHighWaterMark() + "");
        }
        assertThat(printed).containsExactly("10000");
    }

    @Test
    void optionsChangeWhileASocketLives() {
        try (Context context = Context.create();
                PushSocket push = context.push()) {
            push.reconfigure(o -> o.sendHighWaterMark(100_000).linger(Duration.ZERO));
            push.connect("tcp://127.0.0.1:5555", o -> o.reconnectInterval(Duration.ofSeconds(5)));
            print(push.options().queue().sendHighWaterMark() + "");
        }
        assertThat(printed).containsExactly("100000");
    }

    @Test
    void closingTellsWhatWasLeftBehind() {
        Context context = Context.create();
        PushSocket push = context.push();
        push.connect("tcp://127.0.0.1:1"); // nobody listens
        push.send("never sent");
        CloseReport report = context.close(Duration.ofMillis(200));
        print(report.discardedMessages() + " discarded, complete: " + report.complete());
        assertThat(printed).containsExactly("1 discarded, complete: false");
    }

    @Test
    void eventsTellWhatHappensToConnections() {
        try (Context context = Context.create();
                PullSocket pull = context.pull();
                PushSocket push = context.push()) {
            pull.onEvent(event -> print(event.type() + " " + event.endpoint().scheme()));
            push.connect(pull.bind("tcp://127.0.0.1:*").toString());
            pull.awaitConnected(Duration.ofSeconds(10));
            Awaitility.await().until(() -> printed.contains(EventType.HANDSHAKE_SUCCEEDED + " tcp"));
        }
        assertThat(printed).startsWith("LISTENING tcp", "ACCEPTED tcp", "HANDSHAKE_SUCCEEDED tcp");
    }
}
