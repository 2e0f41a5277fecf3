package io.nolmq.internal.transport.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.internal.engine.BufferPool;
import io.nolmq.internal.engine.InputBudget;
import io.nolmq.internal.engine.IoThread;
import io.nolmq.internal.engine.NanoClock;
import io.nolmq.internal.engine.ReadableChannel.ReadAhead;
import io.nolmq.internal.zmtp.FrameDecoder;
import io.nolmq.internal.zmtp.FrameEncoder;
import io.nolmq.message.Message;
import io.nolmq.message.ProtocolOptions;
import io.nolmq.message.QueueOptions;
import io.nolmq.message.Reason;
import io.nolmq.spi.ConnectionNotes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class InboxTest {
    private static final FrameEncoder ENCODER = new FrameEncoder();

    private static IoThread io;

    @BeforeAll
    static void start() throws IOException {
        io = new IoThread("test-io", NanoClock.SYSTEM);
    }

    @AfterAll
    static void stop() {
        io.stop();
    }

    private final BufferPool buffers = new BufferPool();
    private final List<Reason> ends = new ArrayList<>();
    private InputBudget budget = new InputBudget(Long.MAX_VALUE, NanoClock.SYSTEM);
    private boolean paused;

    private Inbox inbox(int highWaterMark, boolean conflate, Inbox.@Nullable Intake intake) {
        return new Inbox(
                buffers,
                new QueueOptions(1, highWaterMark, false, conflate, QueueOptions.FOREVER, 0),
                intake,
                ConnectionNotes.NONE,
                (reason, detail) -> ends.add(reason),
                budget.turns().account(io, () -> {}, detail -> {}),
                now -> paused = now);
    }

    private Inbox open(FakeSource source, int highWaterMark) {
        Inbox inbox = inbox(highWaterMark, false, null);
        inbox.open(source, decoder());
        return inbox;
    }

    private FrameDecoder decoder() {
        return new FrameDecoder(new NoCommands(), buffers::acquire, -1, ProtocolOptions.DEFAULT_FRAMES_MAXIMUM, null);
    }

    private static byte[] encode(Message... messages) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Message message : messages) {
            byte[] target = new byte[(int) ENCODER.encodedBytes(message)];
            ENCODER.encode(message, target, 0);
            bytes.writeBytes(target);
        }
        return bytes.toByteArray();
    }

    /** Takes what there is, then what a selector that reports the channel once more brings, which is its end at last. */
    private static List<String> takeAll(Inbox inbox) {
        List<String> texts = new ArrayList<>();
        for (int look = 0; look < 2; look++) {
            for (Message message = inbox.poll(); message != null; message = inbox.poll()) {
                texts.add(FakeKernel.describe(message));
            }
            inbox.markReadable();
        }
        return texts;
    }

    @Test
    void aConnectionCutAtAnyByteGivesEveryWholeMessageAndItsEndOnce() {
        Message[] messages = {Message.of("one"), Message.of("a", "b", "c"), Message.of(""), Message.of(new byte[300])};
        byte[] all = encode(messages);
        for (int cut = 0; cut <= all.length; cut++) {
            int whole = 0;
            for (int bytes = 0; whole < messages.length; whole++) {
                bytes += (int) ENCODER.encodedBytes(messages[whole]);
                if (bytes > cut) {
                    break;
                }
            }
            for (boolean ahead : new boolean[] {false, true}) {
                ends.clear();
                FakeSource source = new FakeSource();
                Inbox inbox = open(source, 1000);
                source.add(all, cut);
                source.finish();
                if (ahead) {
                    inbox.readAhead();
                    assertThat(inbox.readAhead()).isEqualTo(ReadAhead.ENDED);
                    assertThat(inbox.queued()).isEqualTo(whole);
                }
                List<String> got = takeAll(inbox);
                assertThat(got).as("cut at " + cut).hasSize(whole);
                for (int i = 0; i < whole; i++) {
                    assertThat(got.get(i)).isEqualTo(FakeKernel.describe(messages[i]));
                }
                assertThat(ends).containsExactly(Reason.END_OF_STREAM);
                assertThat(inbox.isOpen()).isFalse();
                assertThat(inbox.messages()).isEqualTo(whole);
            }
        }
    }

    @Test
    void readingAheadStopsAtTheHighWaterMarkExactly() {
        for (int mark : new int[] {1, 2, 10, 999}) {
            FakeSource source = new FakeSource();
            Inbox inbox = open(source, mark);
            for (int i = 0; i < mark + 1; i++) {
                source.add(encode(Message.of("m" + i)));
            }
            assertThat(inbox.readAhead()).isEqualTo(ReadAhead.FULL);
            assertThat(inbox.queued()).isEqualTo(mark);
            assertThat(inbox.isFull()).isTrue();
            assertThat(inbox.readAhead()).isEqualTo(ReadAhead.FULL);
            assertThat(inbox.queued()).isEqualTo(mark);
            Message first = inbox.poll();
            assertThat(first).isEqualTo(Message.of("m0"));
            assertThat(inbox.isFull()).isFalse();
            inbox.readAhead();
            assertThat(inbox.queued()).isEqualTo(mark);
            assertThat(takeAll(inbox)).hasSize(mark).endsWith("m" + mark);
        }
    }

    @Test
    void atTheHighWaterMarkNothingMoreIsRead() {
        FakeSource source = new FakeSource();
        Inbox inbox = open(source, 3);
        byte[] chunk = encode(Message.wrap(new byte[1000]));
        for (int i = 0; i < 500; i++) {
            source.add(chunk);
        }
        assertThat(inbox.readAhead()).isEqualTo(ReadAhead.FULL);
        int left = source.left();
        assertThat(500 * chunk.length - left).isLessThanOrEqualTo(64 * 1024);
        inbox.readAhead();
        assertThat(source.left()).isEqualTo(left);
    }

    @Test
    void whatWasReadAheadComesBeforeWhatIsReadNow() {
        FakeSource source = new FakeSource();
        Inbox inbox = open(source, 2);
        for (int i = 0; i < 6; i++) {
            source.add(encode(Message.of("m" + i)));
        }
        inbox.readAhead();
        source.add(encode(Message.of("m6")));
        inbox.markReadable();
        assertThat(takeAll(inbox)).containsExactly("m0", "m1", "m2", "m3", "m4", "m5", "m6");
    }

    @Test
    void closingKeepsWhatHasComeWholeAndDiscardingCountsIt() {
        FakeSource source = new FakeSource();
        Inbox kept = open(source, 1);
        byte[] bytes = encode(Message.of("one"), Message.of("two"), Message.of("torn"));
        source.add(bytes, bytes.length - 1);
        assertThat(kept.readAhead()).isEqualTo(ReadAhead.FULL);
        kept.close();
        assertThat(kept.queued()).isEqualTo(2);
        assertThat(takeAll(kept)).containsExactly("one", "two");

        FakeSource other = new FakeSource();
        Inbox discarded = open(other, 2);
        other.add(bytes);
        discarded.readAhead();
        assertThat(discarded.queued()).isEqualTo(2);
        assertThat(discarded.discard())
                .as("what waited decoded, and what waited in bytes")
                .isEqualTo(3);
        assertThat(discarded.discard()).isZero();
        assertThat(takeAll(discarded)).isEmpty();
        assertThat(ends).isEmpty();
    }

    @Test
    void aBrokenConnectionOrProtocolEndsWithItsReasonBehindTheMessages() {
        FakeSource reset = new FakeSource();
        Inbox inbox = open(reset, 10);
        reset.add(encode(Message.of("one")));
        reset.breakDown();
        assertThat(takeAll(inbox)).containsExactly("one");
        FakeSource odd = new FakeSource();
        Inbox other = open(odd, 10);
        odd.add(encode(Message.of("one")));
        odd.add(new byte[] {(byte) 0x80, 0, 0, 0});
        assertThat(takeAll(other)).containsExactly("one");
        assertThat(ends).containsExactly(Reason.CONNECTION_LOST, Reason.MALFORMED);
    }

    @Test
    void conflatingGivesTheNewestAndCountsTheOthers() {
        for (boolean ahead : new boolean[] {false, true}) {
            FakeSource source = new FakeSource();
            Inbox inbox = inbox(1, true, null);
            inbox.open(source, decoder());
            for (int i = 0; i < 50; i++) {
                source.add(encode(Message.of("m" + i)));
            }
            if (ahead) {
                inbox.readAhead();
                assertThat(inbox.queued()).isEqualTo(1);
            }
            assertThat(takeAll(inbox)).containsExactly("m49");
            assertThat(inbox.takeConflated()).isEqualTo(49);
        }
    }

    @Test
    void thePatternTakesWhatIsNotForTheApplication() {
        List<String> seen = new ArrayList<>();
        FakeSource source = new FakeSource();
        Inbox inbox = inbox(2, false, message -> {
            seen.add(message.text());
            return message.text().equals("b") ? message : null;
        });
        inbox.open(source, decoder());
        source.add(encode(Message.of("a"), Message.of("b"), Message.of("c")));
        assertThat(inbox.readAhead()).isEqualTo(ReadAhead.DRAINED);
        assertThat(seen).containsExactly("a", "b", "c");
        assertThat(inbox.queued()).isEqualTo(1);
        assertThat(inbox.poll()).isNotNull().extracting(Message::text).isEqualTo("b");
    }

    @Test
    void atTheBudgetReadingStopsAndWhatIsHeldIsGivenBackAsItIsTaken() {
        budget = new InputBudget(100_000, NanoClock.SYSTEM);
        FakeSource source = new FakeSource();
        Inbox inbox = open(source, 1000);
        byte[] message = encode(Message.wrap(new byte[10_000]));
        for (int i = 0; i < 100; i++) {
            source.add(message);
        }
        ReadAhead outcome = inbox.readAhead();
        while (outcome != ReadAhead.FULL) {
            outcome = inbox.readAhead();
        }
        int floor = InputBudget.FLOOR_BYTES;
        assertThat(inbox.queued() * 10_000L).isBetween(100_000L, 100_000L + floor + 16 * 1024);
        assertThat(inbox.isFull()).isTrue();
        assertThat(paused).as("it is the application's turn").isFalse();
        assertThat(takeAll(inbox)).hasSize(100);
        assertThat(budget.heldBytes()).isZero();
    }

    @Test
    void withAPartOfAMessageItIsPausedWhileAnotherHasItsTurn() {
        budget = new InputBudget(1, NanoClock.SYSTEM);
        FakeSource source = new FakeSource();
        InputBudget.Turns turns = budget.turns();
        InputBudget.Account holder = turns.account(io, () -> {}, detail -> {});
        holder.settle(0, 200_000);
        assertThat(holder.mayRead(false)).isTrue();
        Inbox inbox = new Inbox(
                buffers,
                new QueueOptions(1, 10, false, false, QueueOptions.FOREVER, 0),
                null,
                ConnectionNotes.NONE,
                (reason, detail) -> ends.add(reason),
                turns.account(io, () -> {}, detail -> {}),
                now -> paused = now);
        inbox.open(source, decoder());
        source.add(encode(Message.wrap(new byte[500_000])));
        assertThat(inbox.poll()).isNull();
        assertThat(paused).isTrue();
        assertThat(inbox.isFull()).isTrue();
        int left = source.left();
        assertThat(inbox.poll()).isNull();
        assertThat(source.left()).isEqualTo(left);
        holder.leave();
        holder.settle(0, 0);
        assertThat(inbox.poll()).isEqualTo(Message.wrap(new byte[500_000]));
        assertThat(paused).as("told that it reads again").isFalse();
        assertThat(inbox.isFull()).isFalse();
        assertThat(budget.heldBytes()).isZero();
    }

    @Test
    void anySizesInAnyPiecesArriveWholeAndInOrder() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            FakeSource source = new FakeSource();
            Inbox inbox = open(source, 1 + random.nextInt(20));
            List<String> expected = new ArrayList<>();
            List<String> got = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                byte[] payload = new byte[random.nextInt(10) == 0 ? random.nextInt(300_000) : random.nextInt(400)];
                random.nextBytes(payload);
                Message message = random.nextBoolean() ? Message.wrap(payload) : Message.of(new byte[3], payload);
                expected.add(FakeKernel.describe(message));
                byte[] bytes = encode(message);
                int cut = random.nextInt(bytes.length + 1);
                source.add(bytes, cut);
                step(random, inbox, got);
                source.add(java.util.Arrays.copyOfRange(bytes, cut, bytes.length));
                step(random, inbox, got);
            }
            source.finish();
            inbox.markReadable();
            got.addAll(takeAll(inbox));
            assertThat(got).as("seed " + seed + ", round " + round).isEqualTo(expected);
        }
    }

    private static void step(Random random, Inbox inbox, List<String> got) {
        switch (random.nextInt(3)) {
            case 0 -> inbox.readAhead();
            case 1 -> {
                inbox.markReadable();
                Message message = inbox.poll();
                if (message != null) {
                    got.add(FakeKernel.describe(message));
                }
            }
            default -> {}
        }
    }

    /** The receiving half of a connection, which gives what a test has put there. */
    private static final class FakeSource implements ReadableByteChannel {
        private final ByteArrayOutputStream coming = new ByteArrayOutputStream();
        private int taken;
        private boolean finished;
        private boolean broken;

        void add(byte[] bytes) {
            add(bytes, bytes.length);
        }

        void add(byte[] bytes, int count) {
            coming.write(bytes, 0, count);
        }

        void finish() {
            finished = true;
        }

        void breakDown() {
            broken = true;
        }

        int left() {
            return coming.size() - taken;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            int count = Math.min(into.remaining(), left());
            if (count == 0 && broken) {
                throw new IOException("Connection reset");
            }
            if (count == 0) {
                return finished ? -1 : 0;
            }
            into.put(coming.toByteArray(), taken, count);
            taken += count;
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
