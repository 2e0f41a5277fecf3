package io.nolmq.manual;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.Context;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.message.Endpoint;
import io.nolmq.message.Message;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelineExamplesTest {
    private final List<String> printed = new ArrayList<>();

    private void print(String line) {
        printed.add(line);
    }

    @Test
    void readme() {
        try (Context context = Context.create();
                PushSocket push = context.push();
                PullSocket pull = context.pull()) {
            Endpoint endpoint = push.bind("tcp://127.0.0.1:*");
            pull.connect(endpoint.toString());
            push.send("work 40");
            print(pull.receive().text());
        }
        assertThat(printed).containsExactly("work 40");
    }

    @Test
    void pushGivesUpAfterAWhile() {
        try (Context context = Context.create();
                PushSocket push = context.push()) {
            push.bind("tcp://127.0.0.1:*");
            SendResult result = push.send(Message.of("work 40"), Duration.ofMillis(100));
            if (result == SendResult.NO_PEER) {
                print("no worker has come");
            }
        }
        assertThat(printed).containsExactly("no worker has come");
    }

    @Test
    void pullTakesFromAllInTurn() {
        SocketOptions options = SocketOptions.builder().receiveHighWaterMark(10).build();
        try (Context context = Context.create();
                PullSocket pull = context.pull(options);
                PushSocket push = context.push()) {
            Endpoint endpoint = pull.bind("tcp://127.0.0.1:*");
            push.connect(endpoint.toString());
            push.send(Message.of("header", "body"));
            Message message = pull.receive(Duration.ofSeconds(10));
            if (message != null) {
                print(message.text(0) + ", " + message.text(1));
            }
        }
        assertThat(printed).containsExactly("header, body");
    }

    @Test
    @SuppressWarnings("try") // closing early is what it shows
    void everyMessageUntilTheSocketIsClosed() {
        try (Context context = Context.create();
                PullSocket pull = context.pull();
                PushSocket push = context.push()) {
            push.connect(pull.bind("tcp://127.0.0.1:*").toString());
            push.send("one");
            push.send("last");
            for (Message message : pull) {
                print(message.text());
                if (message.text().equals("last")) {
                    pull.close();
                }
            }
        }
        assertThat(printed).containsExactly("one", "last");
    }
}
