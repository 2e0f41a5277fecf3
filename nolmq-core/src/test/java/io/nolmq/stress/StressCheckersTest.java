package io.nolmq.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nolmq.message.Message;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The checkers of the stress tests, each with an input that is broken. */
final class StressCheckersTest {
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void findsEveryFlippedBit() {
        byte[] frame = Parcel.ofSize(1, 2, 40).bytes();
        for (int bit = 0; bit < 8 * frame.length; bit++) {
            byte[] broken = frame.clone();
            broken[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> Parcel.check(Message.wrap(broken), 0)).hasMessageContaining("damaged");
        }
        assertThat(Parcel.check(Message.wrap(frame), 0)).isEqualTo(new Parcel(1, 2));
    }

    @Test
    void findsTornMessages() {
        Message one = ofFrames(3, 1);
        Message other = ofFrames(3, 2);
        assertThat(Parcel.check(one, 0)).isEqualTo(new Parcel(7, 1));
        requireTorn(Message.wrap(one.frame(0), one.frame(1)));
        requireTorn(Message.wrap(one.frame(1), one.frame(2)));
        requireTorn(Message.wrap(one.frame(0), one.frame(2), one.frame(1)));
        requireTorn(Message.wrap(one.frame(0), one.frame(1), other.frame(2)));
        requireTorn(Message.wrap(one.frame(0), one.frame(1), one.frame(2), other.frame(0)));
    }

    private Message ofFrames(int count, int sequence) {
        Message message = Parcel.message(7, sequence, 20, random);
        return message.frameCount() == count ? message : ofFrames(count, sequence);
    }

    private static void requireTorn(Message message) {
        assertThatThrownBy(() -> Parcel.check(message, 0)).hasMessageContaining("torn");
    }

    @Test
    void findsDoubledLostAndDisorderedMessages() {
        Ledger ledger = new Ledger();
        Ledger.InOrder inOrder = ledger.new InOrder();
        for (int sequence : new int[] {0, 1, 4, 7}) {
            inOrder.enter(Parcel.ofSize(0, sequence, 30), 0);
        }
        assertThatThrownBy(() -> inOrder.enter(Parcel.ofSize(0, 4, 30), 0)).hasMessageContaining("doubled");
        assertThatThrownBy(() -> inOrder.enter(Parcel.ofSize(0, 5, 30), 0)).hasMessageContaining("out of order");
        assertThat(ledger.gaps(0, 10))
                .containsExactly(new Ledger.Gap(2, 4), new Ledger.Gap(6, 7), new Ledger.Gap(8, 10));
        assertThatThrownBy(() -> ledger.requireAll(1, 8)).hasMessageContaining("lost of sender 0");
        assertThatThrownBy(() -> ledger.requireAll(2, 1)).hasMessageContaining("lost of sender 1");
    }

    @Test
    void findsWhatACutMayNotLose() {
        assertThat(windows().check(10, List.of(0, 1, 2, 5, 8, 9))).isEqualTo(3);
        assertThat(windows().check(10, List.of(0, 1, 5, 2, 8, 9))).isEqualTo(3);
        assertThatThrownBy(() -> windows().check(10, List.of(0, 2, 5, 8, 9)))
                .hasMessageContaining("lost before something that arrived");
        assertThatThrownBy(() -> windows().check(10, List.of(0, 1, 2, 5, 9)))
                .hasMessageContaining("lost without a disconnect");
        assertThatThrownBy(() -> windows().check(10, List.of(0, 2, 1, 5, 8, 9))).hasMessageContaining("out of order");
        assertThatThrownBy(() -> windows().check(10, List.of(0, 1, 1, 5, 8, 9))).hasMessageContaining("doubled");
        assertThatThrownBy(() -> windows().check(10, List.of(0, 1, 4, 5, 6, 7, 8, 9)))
                .hasMessageContaining("lost before");
        assertThatThrownBy(() -> windows().check(10, List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9)))
                .hasMessageContaining("counted as dropped but arrived");
        assertThatThrownBy(() -> windows().check(7, List.of())).hasMessageContaining("reported 8 messages of 7");
    }

    /** 0..4 by the first connection, 5..7 by the second, which dropped one of them. */
    private static CutWindows windows() {
        CutWindows windows = new CutWindows();
        windows.add(5, 0);
        windows.add(2, 1);
        return windows;
    }

    @Test
    void findsPeersThatArePassedOver() {
        Fairness fairness = new Fairness(3);
        int[] inTurn = {0, 1, 2, 0, 1, 2, 0, 1, 2};
        assertThat(fairness.longestWait(inTurn)).isEqualTo(2);
        int[] unfair = {0, 1, 2, 0, 1, 0, 1, 0, 1, 2};
        assertThat(fairness.longestWait(unfair)).isEqualTo(6);
        int[] emptyAtLast = {0, 1, 2, 2, 2, 2, 0, 1};
        assertThat(fairness.longestWait(emptyAtLast)).isEqualTo(5);
        int[] neverServed = {0, 1, 0, 1};
        assertThatThrownBy(() -> fairness.longestWait(neverServed)).hasMessageContaining("peer 2 was never served");
    }

    @Test
    void measuresHowLongAPeerIsPassedOver() {
        PassedOver passedOver = new PassedOver(1, Duration.ofNanos(120));
        passedOver.see(0, false, 100, 1);
        passedOver.see(0, true, 200, 2);
        passedOver.see(0, true, 300, 3);
        assertThat(passedOver.longest()).containsExactly(0);
        passedOver.see(0, false, 350, 4);
        assertThat(passedOver.longest()).containsExactly(2);
        passedOver.see(0, false, 900, 50);
        passedOver.see(0, true, 1000, 51);
        passedOver.see(0, false, 1100, 90);
        assertThat(passedOver.longest()).containsExactly(2);
    }

    @Test
    void measuresTheTimeThatThreadsTake() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        try (Crew crew = new Crew("busy")) {
            crew.start("busy", () -> {
                while (!stop.get()) {
                    Thread.onSpinWait();
                }
            });
            long before = CpuTime.ofThreads("stress-busy");
            Until.holds("time to be taken", () -> CpuTime.ofThreads("stress-busy") - before > 10_000_000);
            stop.set(true);
        }
    }

    @Test
    void findsThreadsThatHangOrFail() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Crew hanging = new Crew("hanging");
        hanging.start("hang", end::await);
        assertThatThrownBy(() -> hanging.join(Duration.ofMillis(20)))
                .hasMessageContaining("stress-hang has not ended")
                .hasMessageContaining("CountDownLatch");
        end.countDown();
        hanging.join(Until.PATIENCE);

        Crew failing = new Crew("failing");
        failing.start("fail", () -> {
            throw new IOException("on purpose");
        });
        assertThatThrownBy(() -> failing.join(Until.PATIENCE)).hasMessageContaining("on purpose");
    }

    @Test
    void findsThreadsAndDescriptorsThatAreLeft() throws Exception {
        Remains remains = Remains.begin();
        remains.requireNone("nothing");
        Thread left = new Thread(LockSupport::park, "nol-left");
        left.start();
        assertThat(Remains.threads()).contains("nol-left");
        LockSupport.unpark(left);
        left.join();
        var before = Remains.descriptors();
        try (Selector selector = Selector.open();
                ServerSocket socket = new ServerSocket(0)) {
            assertThat(selector.isOpen() && socket.isBound()).isTrue();
            assertThat(Remains.descriptors()).hasSizeGreaterThanOrEqualTo(before.size() + 2);
        }
        remains.requireNone("nothing");
    }

    // ------------------------------------------------------------------ the proxy

    @Test
    void proxyPassesOnAndCuts() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (CuttingProxy.Cut how : CuttingProxy.Cut.values()) {
                try (CuttingProxy proxy = new CuttingProxy(server.getLocalPort(), 1).splitting(3);
                        Socket client = dial(proxy);
                        Socket accepted = server.accept()) {
                    client.getOutputStream().write(new byte[100]);
                    assertThat(accepted.getInputStream().readNBytes(100)).hasSize(100);
                    accepted.getOutputStream().write(7);
                    assertThat(client.getInputStream().read()).isEqualTo(7);
                    proxy.cut(how);
                    if (how == CuttingProxy.Cut.FINISH) {
                        assertThat(client.getInputStream().read()).isEqualTo(-1);
                        assertThat(accepted.getInputStream().read()).isEqualTo(-1);
                    } else {
                        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
                        assertThatThrownBy(() -> accepted.getInputStream().read())
                                .isInstanceOf(SocketException.class);
                    }
                }
            }
        }
    }

    @Test
    void proxyStallsAndCutsAfterAWhile() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                CuttingProxy proxy = new CuttingProxy(server.getLocalPort(), 1).cuttingAfter(50);
                Socket client = dial(proxy);
                Socket accepted = server.accept()) {
            proxy.stall(true);
            client.getOutputStream().write(new byte[10_000]);
            accepted.setSoTimeout(50);
            InputStream in = accepted.getInputStream();
            assertThatThrownBy(in::read).hasMessageContaining("timed out");
            accepted.setSoTimeout(0);
            proxy.stall(false);
            int passed = 0;
            try {
                passed = in.readAllBytes().length;
            } catch (SocketException reset) {
                // the other way of cutting
            }
            assertThat(passed).isLessThan(10_000);
        }
    }

    private static Socket dial(CuttingProxy proxy) throws IOException {
        String endpoint = proxy.endpoint();
        return new Socket(
                InetAddress.getLoopbackAddress(), Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1)));
    }
}
