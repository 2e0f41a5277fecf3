package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.DealerSocket;
import io.nolmq.PubSocket;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.RouterSocket;
import io.nolmq.SubSocket;
import io.nolmq.message.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;

/** Several threads in one socket, with messages whose check sums tell damage, loss, duplicates and disorder. */
class ThreadsContractTest extends ContractTest {
    private static final int SENDERS = 4;
    private static final int MESSAGES_EACH = 2_500;
    private static final int MAXIMUM_BYTES = 600;

    @ParameterizedTest
    @EachTransport
    void severalThreadsSendAndOneReceivesInTheOrderOfEach(Transport transport) throws Exception {
        PushSocket push = context.push();
        PullSocket pull = context.pull();
        join(push, pull, transport);
        Recorder recorder = new Recorder();
        List<Background<Boolean>> senders = senders(push);
        Recorder.InOrder inOrder = recorder.inOrder();
        for (int i = 0; i < SENDERS * MESSAGES_EACH; i++) {
            inOrder.record(receive(pull), 0);
        }
        finish(senders);
        recorder.requireAll(SENDERS, MESSAGES_EACH);
        assertThat(pull.tryReceive()).isNull();
    }

    @ParameterizedTest
    @EachTransport
    void severalThreadsSendAndSeveralReceive(Transport transport) throws Exception {
        PushSocket push = context.push(options().sendHighWaterMark(20).build());
        PullSocket pull = context.pull(options().receiveHighWaterMark(20).build());
        join(push, pull, transport);
        Recorder recorder = new Recorder();
        List<Background<Boolean>> all = senders(push);
        for (int i = 0; i < 3; i++) {
            all.add(Background.run(() -> {
                Recorder.InOrder inOrder = recorder.inOrder();
                while (recorder.count() < SENDERS * MESSAGES_EACH) {
                    Message message = pull.receive(Duration.ofMillis(20));
                    if (message != null) {
                        inOrder.record(message, 0);
                    }
                }
            }));
        }
        finish(all);
        recorder.requireAll(SENDERS, MESSAGES_EACH);
    }

    @ParameterizedTest
    @EachTransport
    void severalPullersShareTheWorkOfSeveralPushers(Transport transport) throws Exception {
        PullSocket one = context.pull(options().receiveHighWaterMark(30).build());
        PullSocket two = context.pull(options().receiveHighWaterMark(30).build());
        String first = one.bind(transport.endpoint()).toString();
        String second = two.bind(transport.endpoint()).toString();
        Recorder recorder = new Recorder();
        List<Background<Boolean>> all = new ArrayList<>();
        for (int s = 0; s < SENDERS; s++) {
            PushSocket push = context.push(options().sendHighWaterMark(30).build());
            push.connect(first);
            push.connect(second);
            all.add(sender(push, s));
        }
        for (PullSocket pull : List.of(one, two)) {
            all.add(Background.run(() -> {
                Recorder.InOrder inOrder = recorder.inOrder();
                while (recorder.count() < SENDERS * MESSAGES_EACH) {
                    Message message = pull.receive(Duration.ofMillis(20));
                    if (message != null) {
                        inOrder.record(message, 0);
                    }
                }
            }));
        }
        finish(all);
        recorder.requireAll(SENDERS, MESSAGES_EACH);
    }

    @ParameterizedTest
    @EachTransport
    void aRouterServesSeveralDealersFromSeveralThreads(Transport transport) throws Exception {
        RouterSocket router = context.router(options().routerMandatory(true).build());
        String endpoint = router.bind(transport.endpoint()).toString();
        int requests = 500;
        List<Background<Boolean>> clients = new ArrayList<>();
        for (int d = 0; d < SENDERS; d++) {
            DealerSocket dealer = context.dealer();
            dealer.connect(endpoint);
            int name = d;
            clients.add(Background.run(() -> {
                Random random = new Random(name);
                for (int i = 0; i < requests; i++) {
                    dealer.send(Stamp.message(name, i, MAXIMUM_BYTES, random));
                    Stamp reply = Stamp.check(receive(dealer), 0);
                    assertThat(reply).isEqualTo(new Stamp(name, i));
                }
            }));
        }
        List<Background<Boolean>> servers = new ArrayList<>();
        Recorder recorder = new Recorder();
        for (int i = 0; i < 2; i++) {
            servers.add(Background.run(() -> {
                while (recorder.count() < SENDERS * requests) {
                    Message request = router.receive(Duration.ofMillis(20));
                    if (request != null) {
                        recorder.record(request, 1);
                        router.send(request);
                    }
                }
            }));
        }
        finish(clients);
        finish(servers);
        recorder.requireAll(SENDERS, requests);
    }

    @ParameterizedTest
    @EachTransport
    void severalThreadsPublishAndEverySubscriberHearsAll(Transport transport) throws Exception {
        PubSocket pub = context.pub(options().sendHighWaterMark(0).build());
        String endpoint = pub.bind(transport.endpoint()).toString();
        List<SubSocket> subs = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            SubSocket sub = context.sub(options().receiveHighWaterMark(0).build());
            sub.subscribe("");
            sub.connect(endpoint);
            subs.add(sub);
        }
        assertThat(pub.awaitSubscribers(2, PATIENCE)).isTrue();
        List<Background<Boolean>> all = new ArrayList<>();
        for (int s = 0; s < 2; s++) {
            int name = s;
            all.add(Background.run(() -> {
                Random random = new Random(name);
                for (int i = 0; i < MESSAGES_EACH; i++) {
                    pub.send(Stamp.message(name, i, MAXIMUM_BYTES, random));
                }
            }));
        }
        for (SubSocket sub : subs) {
            Recorder recorder = new Recorder();
            all.add(Background.run(() -> {
                Recorder.InOrder inOrder = recorder.inOrder();
                for (int i = 0; i < 2 * MESSAGES_EACH; i++) {
                    inOrder.record(receive(sub), 0);
                }
                recorder.requireAll(2, MESSAGES_EACH);
            }));
        }
        finish(all);
    }

    @ParameterizedTest
    @EachTransport
    void oneSocketIsUsedInBothDirectionsAtOnce(Transport transport) throws Exception {
        DealerSocket left = context.dealer(options().sendHighWaterMark(10).build());
        DealerSocket right = context.dealer(options().sendHighWaterMark(10).build());
        join(left, right, transport);
        List<Background<Boolean>> all = new ArrayList<>();
        for (DealerSocket dealer : List.of(left, right)) {
            all.add(Background.run(() -> {
                Random random = new Random(7);
                for (int i = 0; i < MESSAGES_EACH; i++) {
                    dealer.send(Stamp.message(0, i, MAXIMUM_BYTES, random));
                }
            }));
            all.add(Background.run(() -> {
                for (int i = 0; i < MESSAGES_EACH; i++) {
                    assertThat(Stamp.check(receive(dealer), 0)).isEqualTo(new Stamp(0, i));
                }
            }));
        }
        finish(all);
    }

    private static List<Background<Boolean>> senders(PushSocket push) {
        List<Background<Boolean>> all = new ArrayList<>();
        for (int s = 0; s < SENDERS; s++) {
            all.add(sender(push, s));
        }
        return all;
    }

    private static Background<Boolean> sender(PushSocket push, int name) {
        return Background.run(() -> {
            Random random = new Random(name);
            for (int i = 0; i < MESSAGES_EACH; i++) {
                push.send(Stamp.message(name, i, MAXIMUM_BYTES, random));
            }
        });
    }

    private static void finish(List<Background<Boolean>> all) throws Exception {
        for (Background<Boolean> each : all) {
            assertThat(each.result()).isTrue();
        }
    }
}
