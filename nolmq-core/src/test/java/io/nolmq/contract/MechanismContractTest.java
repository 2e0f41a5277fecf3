package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.Context;
import io.nolmq.PubSocket;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.RepSocket;
import io.nolmq.ReqSocket;
import io.nolmq.SecuredContexts;
import io.nolmq.SubSocket;
import io.nolmq.internal.mechanism.NullMechanism;
import io.nolmq.internal.wiring.Security;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketOptions;
import io.nolmq.spi.ForwardingMechanism;
import io.nolmq.spi.HandshakeContext;
import io.nolmq.spi.ProtocolException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mechanisms that ask somebody else, and connections that encrypt. */
@ExtendWith(LeakCheck.class)
class MechanismContractTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Those that wait for their answer, in the order in which they began to. */
    private final List<Asking> asking = new CopyOnWriteArrayList<>();

    private static void eventually(String what, Callable<Boolean> holds) {
        Awaitility.await(what).atMost(PATIENCE).pollDelay(Duration.ZERO).until(holds);
    }

    /** Of the listening ends, or of the connecting ones. */
    private Context asking(boolean listening) {
        return SecuredContexts.with(new Security(
                (context, metadata) -> context.listening() == listening
                        ? new Asking(context, metadata)
                        : new NullMechanism(context, metadata),
                false));
    }

    private Asking asked(int number) {
        eventually("handshakes that wait", () -> asking.size() > number);
        return asking.get(number);
    }

    @Test
    void aHandshakeThatWaitsForItsAnswerHoldsUpNoOther() throws Exception {
        try (Context context = asking(true);
                PullSocket pull = context.pull();
                PushSocket first = context.push();
                PushSocket second = context.push()) {
            String endpoint = pull.bind("tcp://127.0.0.1:0").toString();
            first.connect(endpoint);
            Asking held = asked(0);
            second.connect(endpoint);
            asked(1).answer();
            assertThat(second.awaitConnected(PATIENCE)).isTrue();
            second.send(Message.of("second"));
            assertThat(pull.receive(PATIENCE)).isEqualTo(Message.of("second"));
            assertThat(pull.peers()).hasSize(1);
            held.answer();
            assertThat(first.awaitConnected(PATIENCE)).isTrue();
            first.send(Message.of("first"));
            assertThat(pull.receive(PATIENCE)).isEqualTo(Message.of("first"));
        }
    }

    @Test
    void whatComesMeanwhileIsReceivedAfterwards() throws Exception {
        try (Context context = asking(false);
                PushSocket push = context.push();
                PullSocket pull = context.pull()) {
            pull.connect(push.bind("tcp://127.0.0.1:0").toString());
            Asking held = asked(0);
            for (int i = 0; i < 100; i++) {
                push.send(Message.of("m" + i)); // the listening end is done, and does not know that the other one waits
            }
            assertThat(pull.tryReceive()).isNull();
            held.answer();
            for (int i = 0; i < 100; i++) {
                assertThat(pull.receive(PATIENCE)).isEqualTo(Message.of("m" + i));
            }
        }
    }

    @Test
    void anAnswerThatRefusesEndsTheConnection() throws Exception {
        try (Context context = asking(true);
                PullSocket pull = context.pull();
                PushSocket push = context.push(SocketOptions.builder()
                        .reconnectInterval(Duration.ofMillis(1))
                        .build())) {
            push.connect(pull.bind("tcp://127.0.0.1:0").toString());
            asked(0).refuse();
            asked(1).answer();
            assertThat(push.awaitConnected(PATIENCE)).isTrue();
            assertThat(pull.statistics().reasons()).containsEntry(Reason.REFUSED_BY_PEER, 1L);
        }
    }

    @Test
    void anAnswerThatDoesNotComeInTimeIsNoLongerWaitedFor() throws Exception {
        SocketOptions hasty =
                SocketOptions.builder().handshakeInterval(Duration.ofMillis(20)).build();
        try (Context context = asking(true);
                PullSocket pull = context.pull(hasty);
                PushSocket push = context.push()) {
            push.connect(pull.bind("tcp://127.0.0.1:0").toString());
            Asking late = asked(0);
            eventually("the end of the handshake", () -> late.cancelled);
            late.answer(); // to nobody
            eventually("the reason", () -> pull.statistics().reasons().getOrDefault(Reason.HANDSHAKE_TIMEOUT, 0L) > 0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void closingDoesNotWaitForAnAnswer(boolean listening) throws Exception {
        Asking held;
        try (Context context = asking(listening);
                PullSocket pull = context.pull();
                PushSocket push = context.push()) {
            push.connect(pull.bind("tcp://127.0.0.1:0").toString());
            held = asked(0);
        }
        assertThat(held.cancelled).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:0", "ipc://*"})
    void everyPatternTalksOverConnectionsThatEncrypt(String any) throws Exception {
        SocketOptions beating = SocketOptions.builder()
                .heartbeat(Duration.ofMillis(500), PATIENCE, Duration.ZERO)
                .build();
        try (Context context = SecuredContexts.sealed();
                PubSocket pub = context.pub(beating);
                SubSocket sub = context.sub(beating);
                ReqSocket req = context.req(beating);
                RepSocket rep = context.rep()) {
            sub.connect(pub.bind(any).toString());
            sub.subscribe("a");
            assertThat(pub.awaitSubscribers(1, PATIENCE)).isTrue();
            pub.send(Message.of("b", "not wanted"));
            pub.send(Message.of("a", "wanted"));
            assertThat(sub.receive(PATIENCE)).isEqualTo(Message.of("a", "wanted"));
            req.connect(rep.bind(any).toString());
            req.send(Message.of("question", "of", "four", "frames"));
            assertThat(rep.receive(PATIENCE)).isEqualTo(Message.of("question", "of", "four", "frames"));
            rep.send(Message.of(new byte[3_000_000]));
            assertThat(req.receive(PATIENCE)).isEqualTo(Message.of(new byte[3_000_000]));
        }
    }

    @Test
    void anEndThatEncryptsDoesNotTalkToOneThatDoesNot() throws Exception {
        try (Context context = SecuredContexts.sealed();
                Context open = Context.create();
                PullSocket pull = context.pull();
                PushSocket push = open.push()) {
            push.connect(pull.bind("tcp://127.0.0.1:0").toString());
            eventually(
                    "the refusal", () -> pull.statistics().reasons().getOrDefault(Reason.MECHANISM_MISMATCH, 0L) > 0);
            assertThat(pull.peers()).isEmpty();
        }
    }

    /** NULL, with a third party that is asked whether the peer may come in. */
    private final class Asking extends ForwardingMechanism {
        private final HandshakeContext context;
        private byte[] kept = {};
        private boolean waiting;
        private volatile boolean answered;
        private volatile boolean refused;
        private volatile boolean cancelled;

        Asking(HandshakeContext context, byte[] metadata) {
            super(new NullMechanism(context, metadata));
            this.context = context;
        }

        void answer() {
            answered = true;
            context.wake().run();
        }

        void refuse() {
            refused = true;
            answer();
        }

        @Override
        public byte[] onCommand(byte[] body) throws ProtocolException {
            kept = super.onCommand(body);
            waiting = true;
            asking.add(this);
            return new byte[0];
        }

        @Override
        public boolean isWaiting() {
            return waiting;
        }

        @Override
        public byte[] onWake() throws ProtocolException {
            if (refused) {
                throw new ProtocolException(Reason.REFUSED_BY_PEER, "the answer was no");
            }
            waiting = !answered;
            return waiting ? new byte[0] : kept;
        }

        @Override
        public boolean isComplete() {
            return !waiting && super.isComplete();
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
