package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.PubSocket;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.Socket;
import io.nolmq.SubSocket;
import io.nolmq.message.SocketOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;

/** Options that several threads change while messages flow. */
class ReconfigureThreadsContractTest extends ContractTest {
    private static final int MESSAGES = 20_000;
    private static final int CHANGERS = 3;

    /** Changes both marks of a socket to the same value, so that any mixture of two changes shows. */
    private static Background<Boolean> changeMarks(Socket socket, int seed, AtomicBoolean done) {
        return Background.run(() -> {
            Random random = new Random(seed);
            while (!done.get()) {
                int mark = random.nextInt(20);
                SocketOptions now =
                        socket.reconfigure(o -> o.sendHighWaterMark(mark).receiveHighWaterMark(mark));
                assertThat(now.queue().sendHighWaterMark()).isEqualTo(mark);
                SocketOptions read = socket.options();
                assertThat(read.queue().sendHighWaterMark())
                        .isEqualTo(read.queue().receiveHighWaterMark());
            }
        });
    }

    @ParameterizedTest
    @EachTransport
    void nothingIsLostAndNobodyWaitsForEverWhileMarksChange(Transport transport) throws Exception {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        join(pull, push, transport);
        AtomicBoolean done = new AtomicBoolean();
        List<Background<Boolean>> changers = new ArrayList<>();
        for (int i = 0; i < CHANGERS; i++) {
            changers.add(changeMarks(push, i, done));
            changers.add(changeMarks(pull, -1 - i, done));
        }
        Background<Boolean> sending = Background.run(() -> {
            for (int i = 0; i < MESSAGES; i++) {
                push.send("" + i);
            }
        });
        for (int i = 0; i < MESSAGES; i++) {
            assertThat(text(pull)).isEqualTo("" + i);
        }
        assertThat(sending.result()).isTrue();
        done.set(true);
        for (Background<Boolean> changer : changers) {
            assertThat(changer.result()).isTrue();
        }
    }

    @ParameterizedTest
    @EachTransport
    void aPublisherThatMayNotDropLosesNothingWhileOtherOptionsChange(Transport transport) throws Exception {
        PubSocket pub = context.pub(options().noDrop(true).build());
        SubSocket sub = context.sub();
        join(pub, sub, transport);
        sub.subscribe("");
        assertThat(pub.awaitSubscribers(1, PATIENCE)).isTrue();
        AtomicBoolean done = new AtomicBoolean();
        Background<Boolean> changer = Background.run(() -> {
            for (int i = 0; !done.get(); i++) {
                int mark = 1 + i % 50;
                pub.reconfigure(o -> o.sendHighWaterMark(mark));
                sub.reconfigure(o -> o.receiveHighWaterMark(mark).linger(Duration.ofSeconds(mark)));
            }
        });
        Background<Boolean> sending = Background.run(() -> {
            for (int i = 0; i < MESSAGES; i++) {
                pub.send("" + i);
            }
        });
        for (int i = 0; i < MESSAGES; i++) {
            assertThat(text(sub)).isEqualTo("" + i);
        }
        assertThat(sending.result()).isTrue();
        done.set(true);
        assertThat(changer.result()).isTrue();
    }

    @ParameterizedTest
    @EachTransport
    void noChangeIsLostToAnotherThread(Transport transport) throws Exception {
        PushSocket push = context.push(options().sendHighWaterMark(1).build());
        push.connect(transport.known());
        List<Background<Boolean>> changers = new ArrayList<>();
        for (int i = 0; i < CHANGERS; i++) {
            changers.add(Background.run(() -> {
                for (int k = 0; k < 500; k++) {
                    push.reconfigure(o -> o.sendHighWaterMark(o.build().queue().sendHighWaterMark() + 1));
                }
            }));
        }
        for (Background<Boolean> changer : changers) {
            changer.result();
        }
        assertThat(push.options().queue().sendHighWaterMark()).isEqualTo(1 + CHANGERS * 500);
    }
}
