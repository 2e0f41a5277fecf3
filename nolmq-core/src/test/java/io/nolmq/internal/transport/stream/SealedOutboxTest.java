package io.nolmq.internal.transport.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nolmq.internal.engine.BufferPool;
import io.nolmq.internal.zmtp.FrameDecoder;
import io.nolmq.internal.zmtp.FrameEncoder;
import io.nolmq.message.Message;
import io.nolmq.message.QueueOptions;
import io.nolmq.message.SendResult;
import io.nolmq.spi.Cipher;
import io.nolmq.spi.Codec;
import io.nolmq.spi.Command;
import io.nolmq.spi.ProtocolException;
import io.nolmq.spi.TestCipher;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** An outbox whose connections encrypt. */
class SealedOutboxTest {
    private static final long ALL = Long.MAX_VALUE / 2;

    private final Outbox outbox = new Outbox(
            new FrameEncoder(), true, new BufferPool(), new QueueOptions(0, 1, false, false, QueueOptions.FOREVER, 0));
    private final Random random = new Random(20261128);

    private static Codec sealing() {
        return Codecs.with(new TestCipher(false));
    }

    private static List<String> understood(FakeKernel kernel) throws ProtocolException {
        return kernel.understood(new TestCipher(true));
    }

    private Message random(int step) {
        int[] sizes = {0, 1, 240, 255, 600, 30_000, 70_000, 300_000};
        int frames = 1 + random.nextInt(3);
        List<byte[]> bodies = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            byte[] body = new byte[sizes[random.nextInt(step % 7 == 0 ? sizes.length : 5)]];
            random.nextBytes(body);
            bodies.add(body);
        }
        return frames == 1 && random.nextBoolean() ? Message.borrow(bodies.get(0)) : Message.wrap(bodies);
    }

    @Test
    void whatGoesOutIsSealedAndNothingElse() throws Exception {
        FakeKernel kernel = new FakeKernel(ALL);
        outbox.open(kernel, sealing());
        outbox.offer(Message.of("a secret that nobody reads"));
        outbox.commands().add(Command.subscribe("another one".getBytes()));
        outbox.drain();
        assertThat(new String(kernel.bytes(), "ISO-8859-1"))
                .doesNotContain("secret")
                .doesNotContain("another");
        assertThat(understood(kernel)).containsExactly("26#" + hash("a secret that nobody reads"), "SUBSCRIBE 11");
        assertThat(outbox.bytesSent()).isEqualTo(kernel.taken());
    }

    private static int hash(String text) {
        return java.util.Arrays.hashCode(text.getBytes());
    }

    @Test
    void aMessageTakenWholeIsNotSentAgainAndOneTakenInPartIs() throws Exception {
        FakeKernel first = new FakeKernel(0);
        outbox.open(first, sealing());
        outbox.offer(Message.of("one"));
        outbox.offer(Message.of("two"));
        outbox.offer(Message.of("three"));
        first.makeRoom(2 + 13 + 3 + 5); // the whole of the first frame, and the beginning of the second
        outbox.drain();
        assertThat(outbox.messagesSent()).isEqualTo(1);
        outbox.close();
        outbox.rewind();
        FakeKernel second = new FakeKernel(ALL);
        outbox.open(second, sealing());
        outbox.drain();
        assertThat(understood(first)).containsExactly("one");
        assertThat(understood(second)).containsExactly("two", "three");
        assertThat(outbox.messagesSent()).isEqualTo(3);
    }

    @Test
    void aMessageThatTheThirdPeerRunningEndsInIsGivenUp() throws Exception {
        outbox.offer(Message.of("the bad one"));
        outbox.offer(Message.of("next"));
        for (int connection = 1; connection <= 3; connection++) {
            outbox.open(new FakeKernel(4), sealing());
            outbox.drain();
            outbox.close();
            assertThat(outbox.rewindFromPeer()).isEqualTo(connection == 3 ? 13 : 0);
        }
        FakeKernel kernel = new FakeKernel(ALL);
        outbox.open(kernel, sealing());
        outbox.drain();
        assertThat(understood(kernel)).containsExactly("next");
    }

    @Test
    void anyMixtureOfCutsAndPiecesDeliversAllInOrder() throws Exception {
        for (int round = 0; round < 60; round++) {
            List<String> expected = new ArrayList<>();
            List<String> arrived = new ArrayList<>();
            FakeKernel kernel = new FakeKernel(0);
            outbox.open(kernel, sealing());
            for (int step = 0; step < 60; step++) {
                int what = random.nextInt(20);
                if (what < 10) {
                    Message message = random(step);
                    expected.add(FakeKernel.describe(message));
                    SendResult result =
                            random.nextBoolean() ? outbox.offer(message) : outbox.offerShared(message.owned());
                    assertThat(result).isEqualTo(SendResult.SENT);
                } else if (what < 12) {
                    outbox.commands().add(Command.ping(0, new byte[0]));
                } else if (what < 19) {
                    kernel.makeRoom(random.nextInt(60_000));
                    outbox.unblock();
                    outbox.drain();
                } else {
                    outbox.close();
                    outbox.rewind();
                    arrived.addAll(understood(kernel));
                    assertThat(outbox.messagesSent() + outbox.pending()).isEqualTo(offered(expected));
                    kernel = new FakeKernel(random.nextInt(100));
                    outbox.open(kernel, sealing());
                }
            }
            kernel.makeRoom(ALL);
            outbox.unblock();
            outbox.drain();
            arrived.addAll(understood(kernel));
            arrived.removeIf("PING"::equals);
            assertThat(arrived).as("round " + round).isEqualTo(expected);
            assertThat(outbox.pending()).isZero();
            offeredBefore += expected.size();
        }
    }

    private long offeredBefore;

    private long offered(List<String> now) {
        return offeredBefore + now.size();
    }

    @Test
    void aFrameThatWasChangedOrRepeatedEndsTheConnection() throws Exception {
        FakeKernel kernel = new FakeKernel(ALL);
        outbox.open(kernel, sealing());
        outbox.offer(Message.of("x"));
        outbox.drain();
        byte[] good = kernel.bytes();
        byte[] twice = new byte[2 * good.length];
        System.arraycopy(good, 0, twice, 0, good.length);
        System.arraycopy(good, 0, twice, good.length, good.length);
        FrameDecoder decoder = decoder(twice);
        assertThat(decoder.next()).isEqualTo(Message.of("x"));
        assertThatThrownBy(decoder::next).isInstanceOf(ProtocolException.class).hasMessageContaining("number 1");
        byte[] changed = good.clone();
        changed[changed.length - 1] ^= 1;
        assertThatThrownBy(() -> decoder(changed).next()).isInstanceOf(ProtocolException.class);
    }

    @Test
    void theLimitOfAFrameCountsWhatIsInIt() throws Exception {
        FakeKernel kernel = new FakeKernel(ALL);
        outbox.open(kernel, sealing());
        outbox.offer(Message.of("12345"));
        outbox.offer(Message.of("123456"));
        outbox.drain();
        FrameDecoder decoder = decoder(kernel.bytes(), 5);
        assertThat(decoder.next()).isEqualTo(Message.of("12345"));
        assertThatThrownBy(decoder::next).isInstanceOf(ProtocolException.class).hasMessageContaining("a frame of");
    }

    private static FrameDecoder decoder(byte[] bytes) {
        return decoder(bytes, -1);
    }

    private static FrameDecoder decoder(byte[] bytes, long frameMaximumBytes) {
        Cipher cipher = new TestCipher(true);
        FrameDecoder decoder =
                new FrameDecoder(new NoCommands(), () -> new byte[64 * 1024], frameMaximumBytes, 100, cipher);
        decoder.prime(bytes, 0, bytes.length);
        return decoder;
    }
}
