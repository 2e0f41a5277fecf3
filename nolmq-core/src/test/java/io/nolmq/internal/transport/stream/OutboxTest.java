package io.nolmq.internal.transport.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.internal.engine.BufferPool;
import io.nolmq.internal.zmtp.FrameDecoder;
import io.nolmq.internal.zmtp.FrameEncoder;
import io.nolmq.message.Message;
import io.nolmq.message.QueueOptions;
import io.nolmq.message.SendResult;
import io.nolmq.spi.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final FrameEncoder ENCODER = new FrameEncoder();
    private static final int LARGE = 150_000;
    private static final long ALL = Long.MAX_VALUE / 2;

    private static Outbox outbox(int highWaterMark, boolean conflate) {
        return new Outbox(
                ENCODER,
                false,
                new BufferPool(),
                new QueueOptions(highWaterMark, 1, false, conflate, QueueOptions.FOREVER, 0));
    }

    private static Message large(int seed) {
        byte[] payload = new byte[LARGE + seed];
        new Random(seed).nextBytes(payload);
        return Message.wrap(payload);
    }

    private static List<String> offer(Outbox outbox, List<Message> messages) {
        List<String> texts = new ArrayList<>();
        for (Message message : messages) {
            assertThat(outbox.offer(message)).isEqualTo(SendResult.SENT);
            texts.add(FakeKernel.describe(message));
        }
        return texts;
    }

    private static void drainInPieces(Outbox outbox, FakeKernel kernel, int bytes) throws Exception {
        outbox.drain();
        while (outbox.isBlocked()) {
            kernel.makeRoom(bytes);
            outbox.unblock();
            outbox.drain();
        }
    }

    @Test
    void whateverTheKernelTakesAtATimeEveryMessageGoesOutWholeAndOnce() throws Exception {
        List<Message> messages = List.of(
                Message.of("one"),
                Message.of("a", "b", ""),
                Message.of(""),
                Message.of(new byte[300]),
                Message.of("z"));
        for (int piece = 1; piece <= 340; piece++) {
            Outbox outbox = outbox(0, false);
            FakeKernel kernel = new FakeKernel(0);
            outbox.open(kernel, Codecs.PLAIN);
            List<String> expected = offer(outbox, messages);
            drainInPieces(outbox, kernel, piece);
            assertThat(kernel.understood()).as("pieces of " + piece).isEqualTo(expected);
            assertThat(outbox.isEmpty()).isTrue();
            assertThat(outbox.pending()).isZero();
            assertThat(outbox.messagesSent()).isEqualTo(messages.size());
            assertThat(outbox.takenByConnection()).isEqualTo(messages.size());
            assertThat(outbox.bytesSent()).isEqualTo(kernel.taken());
        }
    }

    @Test
    void aConnectionCutAtAnyByteLosesNothingAndSendsNothingTwice() throws Exception {
        List<Message> messages =
                List.of(Message.of("one"), Message.of("a", "b"), Message.of(""), Message.of(new byte[260]));
        long total = messages.stream().mapToLong(ENCODER::encodedBytes).sum();
        for (int cut = 0; cut <= total; cut++) {
            Outbox outbox = outbox(0, false);
            FakeKernel first = new FakeKernel(cut);
            outbox.open(first, Codecs.PLAIN);
            List<String> expected = offer(outbox, messages);
            outbox.drain();
            outbox.close();
            outbox.rewind();
            expected.addAll(offer(outbox, List.of(Message.of("while away"))));
            assertThat(outbox.pending())
                    .isEqualTo(expected.size() - first.understood().size());
            FakeKernel second = new FakeKernel(ALL);
            outbox.open(second, Codecs.PLAIN);
            outbox.drain();
            List<String> arrived = first.understood();
            arrived.addAll(second.understood());
            assertThat(arrived).as("cut at " + cut).isEqualTo(expected);
            assertThat(outbox.pending()).isZero();
            assertThat(outbox.messagesSent()).isEqualTo(expected.size());
        }
    }

    @Test
    void messagesSharedWithOthersGoOutInTurnWithThoseOfTheirOwn() throws Exception {
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            messages.add(i == 17 ? large(i) : Message.of("m" + i, "x".repeat(i * 50)));
        }
        long total = messages.stream().mapToLong(ENCODER::encodedBytes).sum();
        for (int cut : new int[] {0, 1, 100, 5_000, 40_000, 70_000, 150_000, (int) total - 1, (int) total}) {
            Outbox outbox = outbox(0, false);
            FakeKernel first = new FakeKernel(cut);
            outbox.open(first, Codecs.PLAIN);
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < messages.size(); i++) {
                Message message = messages.get(i);
                assertThat(i % 3 == 0 ? outbox.offer(message) : outbox.offerShared(message))
                        .isEqualTo(SendResult.SENT);
                expected.add(FakeKernel.describe(message));
            }
            assertThat(outbox.bytes()).isLessThanOrEqualTo(total).isPositive();
            outbox.drain();
            outbox.close();
            outbox.rewind();
            FakeKernel second = new FakeKernel(0);
            outbox.open(second, Codecs.PLAIN);
            drainInPieces(outbox, second, 1_111);
            List<String> arrived = first.understood();
            arrived.addAll(second.understood());
            assertThat(arrived).as("cut at " + cut).isEqualTo(expected);
            assertThat(outbox.bytes()).isZero();
            assertThat(outbox.pending()).isZero();
            assertThat(outbox.messagesSent()).isEqualTo(messages.size());
        }
    }

    @Test
    void aSharedMessageCountsAgainstTheMarkAndIsWrittenOnlyByADrain() throws Exception {
        Outbox outbox = outbox(2, false);
        FakeKernel kernel = new FakeKernel(ALL);
        outbox.open(kernel, Codecs.PLAIN);
        assertThat(outbox.offerShared(Message.of("one"))).isEqualTo(SendResult.SENT);
        assertThat(outbox.offerShared(Message.of("two"))).isEqualTo(SendResult.SENT);
        assertThat(outbox.offerShared(Message.of("three"))).isEqualTo(SendResult.FULL);
        assertThat(outbox.bytes()).isEqualTo(10);
        assertThat(outbox.pending()).isEqualTo(2);
        assertThat(kernel.taken()).isZero();
        outbox.drain();
        assertThat(kernel.taken()).isEqualTo(10);
        assertThat(outbox.offerShared(Message.of("three"))).isEqualTo(SendResult.SENT);
        assertThat(outbox.discard()).isEqualTo(1);
        assertThat(outbox.bytes()).isZero();
    }

    @Test
    void ofSharedMessagesTooTheNewestAloneStaysWhereConflateSaysSo() throws Exception {
        Outbox outbox = outbox(0, true);
        FakeKernel kernel = new FakeKernel(0);
        outbox.open(kernel, Codecs.PLAIN);
        for (int i = 0; i < 5; i++) {
            outbox.offerShared(Message.of("m" + i));
        }
        kernel.makeRoom(ALL);
        outbox.drain();
        List<String> arrived = kernel.understood();
        assertThat(arrived.get(arrived.size() - 1)).isEqualTo(FakeKernel.describe(Message.of("m4")));
        assertThat(arrived.size() + outbox.takeConflated()).isEqualTo(5);
    }

    @Test
    void aTornMessageIsSentAgainWholeAlsoWhenTheBatchHasGrownMeanwhile() throws Exception {
        Outbox outbox = outbox(0, false);
        FakeKernel first = new FakeKernel(9);
        outbox.open(first, Codecs.PLAIN);
        List<String> expected = offer(outbox, List.of(Message.of("done"), Message.of("torn")));
        outbox.drain();
        for (int i = 0; i < 50; i++) {
            expected.addAll(offer(outbox, List.of(Message.wrap(new byte[1_000 + i]))));
        }
        outbox.close();
        outbox.rewind();
        FakeKernel second = new FakeKernel(ALL);
        outbox.open(second, Codecs.PLAIN);
        outbox.drain();
        List<String> arrived = first.understood();
        arrived.addAll(second.understood());
        assertThat(arrived).isEqualTo(expected);
    }

    @Test
    void aLargeMessageCutAnywhereIsSentAgainWhole() throws Exception {
        Message large = large(1);
        long bytes = ENCODER.encodedBytes(large);
        for (long cut : new long[] {0, 1, 4, 5, 8, 9, 10, 1_000, 128 * 1024, 128 * 1024 + 9, bytes - 1, bytes}) {
            Outbox outbox = outbox(0, false);
            FakeKernel first = new FakeKernel(5 + cut);
            outbox.open(first, Codecs.PLAIN);
            List<String> expected = offer(outbox, List.of(Message.of("one"), large, Message.of("two"), large(2)));
            outbox.drain();
            outbox.close();
            outbox.rewind();
            FakeKernel second = new FakeKernel(ALL);
            outbox.open(second, Codecs.PLAIN);
            outbox.drain();
            List<String> arrived = first.understood();
            arrived.addAll(second.understood());
            assertThat(arrived).as("cut at " + cut).isEqualTo(expected);
            assertThat(outbox.pending()).isZero();
        }
    }

    @Test
    void conflatingNeverTearsALargeBorrowedMessageThatHasBegun() throws Exception {
        Outbox outbox = outbox(0, true);
        FakeKernel kernel = new FakeKernel(100);
        outbox.open(kernel, Codecs.PLAIN);
        Message begun = Message.borrow(large(1).bytes());
        List<String> expected = new ArrayList<>(offer(outbox, List.of(begun)));
        offer(outbox, List.of(Message.of("replaced")));
        expected.addAll(offer(outbox, List.of(Message.of("newest"))));
        drainInPieces(outbox, kernel, 50_000);
        assertThat(kernel.understood()).isEqualTo(expected);
        assertThat(outbox.takeConflated()).isEqualTo(1);
    }

    @Test
    void theCallerMayChangeABorrowedLargeMessageAtOnce() throws Exception {
        for (long taken : new long[] {0, 3, 9, 10, 100_000, LARGE}) {
            Outbox outbox = outbox(0, false);
            FakeKernel kernel = new FakeKernel(taken);
            outbox.open(kernel, Codecs.PLAIN);
            byte[] payload = new byte[LARGE];
            new Random(3).nextBytes(payload);
            String expected = FakeKernel.describe(Message.wrap(payload.clone()));
            assertThat(outbox.offer(Message.borrow(payload))).isEqualTo(SendResult.SENT);
            java.util.Arrays.fill(payload, (byte) 0);
            drainInPieces(outbox, kernel, 70_001);
            assertThat(kernel.understood()).as("taken at once: " + taken).containsExactly(expected);
        }
    }

    @Test
    void commandsGoBetweenMessagesAndNeverIntoOne() throws Exception {
        for (int piece : new int[] {1, 7, 100, 5_000, 140_000}) {
            Outbox outbox = outbox(0, false);
            FakeKernel kernel = new FakeKernel(3);
            outbox.open(kernel, Codecs.PLAIN);
            List<String> expected = offer(outbox, List.of(Message.of("small"), large(4)));
            outbox.commands().add(Command.subscribe(new byte[20]));
            outbox.commands()
                    .add(Command.subscribe(new byte[FrameDecoder.COMMAND_MAXIMUM_BYTES - 10])); // longer than a batch
            outbox.commands().setPong(Command.pong(new byte[0]));
            outbox.commands().setPong(Command.pong(new byte[1]));
            expected.addAll(offer(outbox, List.of(Message.of("behind"))));
            drainInPieces(outbox, kernel, piece);
            List<String> arrived = kernel.understood();
            assertThat(arrived).as("pieces of " + piece).containsAll(expected);
            assertThat(arrived).containsOnlyOnce("PONG", "SUBSCRIBE 20");
            assertThat(arrived).hasSize(expected.size() + 3);
            arrived.retainAll(expected);
            assertThat(arrived).isEqualTo(expected);
        }
    }

    @Test
    void commandsOfALostConnectionAreForgotten() throws Exception {
        Outbox outbox = outbox(0, false);
        FakeKernel first = new FakeKernel(0);
        outbox.open(first, Codecs.PLAIN);
        outbox.commands().add(Command.subscribe(new byte[3]));
        outbox.drain(); // now it stands in the batch
        assertThat(outbox.offer(Message.of("kept"))).isEqualTo(SendResult.SENT);
        outbox.commands().add(Command.cancel(new byte[3]));
        outbox.close();
        outbox.rewind();
        FakeKernel second = new FakeKernel(ALL);
        outbox.open(second, Codecs.PLAIN);
        outbox.drain();
        assertThat(second.understood()).containsExactly("kept");
    }

    @Test
    void theHighWaterMarkIsExact() throws Exception {
        for (int mark : new int[] {1, 2, 7, 1000}) {
            Outbox unconnected = outbox(mark, false);
            Outbox connected = outbox(mark, false);
            FakeKernel kernel = new FakeKernel(0);
            connected.open(kernel, Codecs.PLAIN);
            for (int i = 0; i < mark; i++) {
                assertThat(unconnected.offer(Message.of("m"))).isEqualTo(SendResult.SENT);
                assertThat(connected.offer(Message.of("m"))).isEqualTo(SendResult.SENT);
            }
            assertThat(unconnected.offer(Message.of("m"))).isEqualTo(SendResult.FULL);
            assertThat(connected.offer(Message.of("m"))).isEqualTo(SendResult.FULL);
            kernel.makeRoom(2); // of a message's three bytes
            connected.drain();
            assertThat(connected.offer(Message.of("m"))).isEqualTo(SendResult.FULL);
            kernel.makeRoom(1);
            connected.drain();
            assertThat(connected.offer(Message.of("m"))).isEqualTo(SendResult.SENT);
            assertThat(connected.offer(Message.of("m"))).isEqualTo(SendResult.FULL);
        }
    }

    @Test
    void theHighWaterMarkCountsLargeMessages() {
        Outbox outbox = outbox(2, false);
        FakeKernel kernel = new FakeKernel(10);
        outbox.open(kernel, Codecs.PLAIN);
        assertThat(outbox.offer(large(1))).isEqualTo(SendResult.SENT);
        assertThat(outbox.offer(large(2))).isEqualTo(SendResult.SENT);
        assertThat(outbox.offer(large(3))).isEqualTo(SendResult.FULL);
        assertThat(outbox.pending()).isEqualTo(2);
    }

    @Test
    void aLargeMessageMetByABrokenConnectionIsKept() throws Exception {
        Outbox outbox = outbox(0, false);
        FakeKernel first = new FakeKernel(ALL);
        first.breakDown();
        outbox.open(first, Codecs.PLAIN);
        List<String> expected = offer(outbox, List.of(Message.of("small"), large(1)));
        assertThat(outbox.pending()).isEqualTo(2);
        outbox.close();
        outbox.rewind();
        FakeKernel second = new FakeKernel(ALL);
        outbox.open(second, Codecs.PLAIN);
        outbox.drain();
        assertThat(second.understood()).isEqualTo(expected);
    }

    @Test
    void whatIsDiscardedIsCountedOnce() throws Exception {
        Outbox outbox = outbox(0, false);
        outbox.open(new FakeKernel(4), Codecs.PLAIN);
        offer(outbox, List.of(Message.of("m"), Message.of("m"), large(1), Message.of("m")));
        outbox.drain();
        assertThat(outbox.discard()).isEqualTo(3);
        assertThat(outbox.discard()).isZero();
        assertThat(outbox.isEmpty()).isTrue();
        assertThat(outbox.pending()).isZero();
    }

    @Test
    void conflatingKeepsTheNewestAndCountsTheOthers() throws Exception {
        Outbox outbox = outbox(1, true);
        for (int i = 0; i < 10; i++) {
            assertThat(outbox.offer(Message.of("m" + i))).isEqualTo(SendResult.SENT);
        }
        assertThat(outbox.pending()).isEqualTo(1);
        assertThat(outbox.takeConflated()).isEqualTo(9);
        FakeKernel kernel = new FakeKernel(ALL);
        outbox.open(kernel, Codecs.PLAIN);
        outbox.drain();
        assertThat(kernel.understood()).containsExactly("m9");
        assertThat(outbox.takeConflated()).isZero();
    }

    @Test
    void conflatingNeverTearsTheMessageUnderWay() throws Exception {
        Outbox outbox = outbox(1, true);
        FakeKernel kernel = new FakeKernel(10);
        outbox.open(kernel, Codecs.PLAIN);
        List<String> expected = offer(outbox, List.of(large(1), Message.of("old"), Message.of("new")));
        drainInPieces(outbox, kernel, 50_000);
        expected.remove("old");
        assertThat(kernel.understood()).isEqualTo(expected);
        assertThat(outbox.takeConflated()).isEqualTo(1);
        assertThat(outbox.messagesSent() + 1).isEqualTo(3);
    }

    @Test
    void anyMixtureOfCutsAndPiecesDeliversAllInOrder() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            Outbox outbox = outbox(0, false);
            List<String> expected = new ArrayList<>();
            List<String> arrived = new ArrayList<>();
            FakeKernel kernel = new FakeKernel(0);
            outbox.open(kernel, Codecs.PLAIN);
            for (int step = 0; step < 60; step++) {
                int what = random.nextInt(20);
                if (what < 10) {
                    Message message = random.nextInt(8) == 0
                            ? large(random.nextInt(1000))
                            : Message.of("r" + round + "s" + step, "x".repeat(random.nextInt(600)));
                    expected.addAll(offer(outbox, List.of(message)));
                } else if (what < 12) {
                    outbox.commands().add(Command.ping(0, new byte[0]));
                } else if (what < 19) {
                    kernel.makeRoom(random.nextInt(60_000));
                    outbox.unblock();
                    outbox.drain();
                } else {
                    outbox.close();
                    outbox.rewind();
                    arrived.addAll(kernel.understood());
                    kernel = new FakeKernel(random.nextInt(100));
                    outbox.open(kernel, Codecs.PLAIN);
                }
            }
            drainInPieces(outbox, kernel, 100_000);
            arrived.addAll(kernel.understood());
            arrived.removeIf("PING"::equals);
            assertThat(arrived).as("seed " + seed + ", round " + round).isEqualTo(expected);
            assertThat(outbox.pending()).isZero();
        }
    }
}
