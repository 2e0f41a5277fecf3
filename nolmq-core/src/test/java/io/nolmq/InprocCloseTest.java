package io.nolmq;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.message.Message;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InprocCloseTest {
    private final Context context = Context.create();

    @AfterEach
    void closeContext() {
        context.close(Duration.ZERO);
    }

    @Test
    void whatWasSentBeforeClosingIsReceivedByOneWhoBindsLater() {
        PushSocket push = context.push();
        push.connect("inproc://later");
        push.send("one");
        push.send("two");
        push.close();
        PullSocket pull = context.pull();
        pull.bind("inproc://later");
        Message first = pull.receive(Duration.ofSeconds(5));
        Message second = pull.receive(Duration.ofSeconds(5));
        assertThat(first).isEqualTo(Message.of("one"));
        assertThat(second).isEqualTo(Message.of("two"));
        assertThat(pull.tryReceive()).isNull();
        assertThat(context.close(Duration.ofSeconds(5)).complete()).isTrue();
    }
}
