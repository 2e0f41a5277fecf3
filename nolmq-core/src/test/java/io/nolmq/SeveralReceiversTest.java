package io.nolmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nolmq.message.Message;
import io.nolmq.message.SocketClosedException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads that wait in one socket, one of them in its selector. */
class SeveralReceiversTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Context context = Context.create();

    @AfterEach
    void closeContext() {
        context.close(Duration.ZERO);
    }

    private PushSocket pusherTo(PullSocket pull, String endpoint) {
        PushSocket push = context.push();
        push.connect(endpoint);
        push.send("hello");
        assertThat(pull.receive(PATIENCE)).isNotNull();
        return push;
    }

    @Test
    void aThreadThatOnlyLooksDoesNotWaitForTheOneInTheSelector() throws Exception {
        PullSocket pull = context.pull();
        String endpoint = pull.bind("tcp://127.0.0.1:*").toString();
        PushSocket one = pusherTo(pull, endpoint);
        pusherTo(pull, endpoint);
        Waiting<Message> leader = Waiting.in(pull::receive).untilItSelects();
        assertThat(Waiting.in(pull::tryReceive).outcome()).isNull();
        assertThat(Waiting.in(() -> pull.receive(Duration.ofMillis(20))).outcome())
                .isNull();
        one.send("for the leader");
        assertThat(leader.outcome().text()).isEqualTo("for the leader");
    }

    @Test
    void closingDoesNotWaitForTheOneInTheSelector() throws Exception {
        PullSocket pull = context.pull();
        String endpoint = pull.bind("tcp://127.0.0.1:*").toString();
        pusherTo(pull, endpoint);
        pusherTo(pull, endpoint);
        Waiting<Message> leader = Waiting.in(pull::receive).untilItSelects();
        Waiting<Message> follower = Waiting.in(pull::receive).untilItParks();
        Waiting.in(() -> {
                    pull.close();
                    return true;
                })
                .outcome();
        assertThatThrownBy(leader::outcome).hasCauseInstanceOf(SocketClosedException.class);
        assertThatThrownBy(follower::outcome).hasCauseInstanceOf(SocketClosedException.class);
    }

    @Test
    void whatComesTogetherWakesAsManyAsThereAreMessages() throws Exception {
        PullSocket pull = context.pull();
        pusherTo(pull, pull.bind("tcp://127.0.0.1:*").toString());
        PushSocket near = pusherTo(pull, pull.bind("inproc://together").toString());
        Waiting<Message> leader = Waiting.in(pull::receive).untilItSelects();
        List<Waiting<Message>> followers = List.of(
                Waiting.in(pull::receive).untilItParks(),
                Waiting.in(pull::receive).untilItParks());
        for (int i = 0; i < 3; i++) {
            near.send("together");
        }
        for (Waiting<Message> follower : followers) {
            assertThat(follower.outcome().text()).isEqualTo("together");
        }
        assertThat(leader.outcome().text()).isEqualTo("together");
    }
}
