package io.nolmq.internal.transport.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.internal.engine.BufferPool;
import io.nolmq.internal.engine.DirectBuffers;
import io.nolmq.internal.zmtp.FrameEncoder;
import io.nolmq.message.Message;
import io.nolmq.message.QueueOptions;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final FrameEncoder ENCODER = new FrameEncoder();

    private final DirectBuffers buffers = new DirectBuffers(8);
    private final Backlog backlog = new Backlog(ENCODER, buffers, true);

    private static Message borrowed(int bytes) {
        return Message.borrow(payload(bytes, 1));
    }

    private static byte[] payload(int bytes, int content) {
        byte[] payload = new byte[bytes];
        Arrays.fill(payload, (byte) content);
        return payload;
    }

    @Test
    void aLargeBorrowedMessageWaitsOutsideTheHeapAndGivesItsBuffersBack() {
        backlog.add(borrowed(70_000));
        assertThat(backlog.startsWithCopy()).isTrue();
        assertThat(backlog.isCopyBegun()).isFalse();
        assertThat(buffers.inUse()).isEqualTo(2);
        assertThat(backlog.bytes()).isEqualTo(70_009);
        ByteBuffer[] parts = new ByteBuffer[4];
        assertThat(backlog.gatherCopies(parts)).isEqualTo(2);
        parts[0].position(1);
        assertThat(backlog.isCopyBegun()).isTrue();
        assertThat(backlog.removeTakenCopy()).isZero();
        backlog.rewind();
        assertThat(backlog.isCopyBegun()).isFalse();
        parts[0].position(parts[0].limit());
        parts[1].position(parts[1].limit());
        assertThat(backlog.removeTakenCopy()).isEqualTo(70_009);
        assertThat(backlog.removeTakenCopy()).isZero();
        assertThat(backlog.isEmpty()).isTrue();
        assertThat(backlog.bytes()).isZero();
        assertThat(buffers.inUse()).isZero();
    }

    @Test
    void whatOwnsItsArraysWaitsAsItIs() {
        Message own = Message.wrap(payload(70_000, 1));
        backlog.add(own);
        assertThat(backlog.first()).isSameAs(own);
        assertThat(buffers.inUse()).isZero();
        backlog.removeFirst();
        assertThat(backlog.bytes()).isZero();
    }

    @Test
    void withoutBuffersACopyWaitsInTheHeap() {
        byte[] payload = payload(9 * DirectBuffers.BUFFER_BYTES, 1);
        backlog.add(Message.borrow(payload));
        assertThat(backlog.startsWithCopy()).isFalse();
        assertThat(backlog.first().bytes()).isEqualTo(payload).isNotSameAs(payload);
        assertThat(buffers.inUse()).isZero();
    }

    @Test
    void copiesAreGatheredUpToTheFirstMessageThatIsNone() {
        backlog.add(borrowed(70_000));
        backlog.add(borrowed(65_536));
        backlog.add(Message.of("small"));
        backlog.add(borrowed(65_536));
        ByteBuffer[] parts = new ByteBuffer[8];
        assertThat(backlog.gatherCopies(parts)).isEqualTo(3);
        assertThat(backlog.gatherCopies(new ByteBuffer[2])).isEqualTo(2);
    }

    @Test
    void clearingGivesAllBuffersBack() {
        backlog.add(borrowed(70_000));
        backlog.add(Message.of("small"));
        backlog.add(borrowed(70_000));
        backlog.removeLast();
        assertThat(buffers.inUse()).isEqualTo(2);
        backlog.clear();
        assertThat(buffers.inUse()).isZero();
        assertThat(backlog.isEmpty()).isTrue();
        assertThat(backlog.bytes()).isZero();
    }

    @Test
    void ownAndBorrowedMessagesOfAnySizeGoOutInOrderAndUnchanged() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        BufferPool pool = new BufferPool();
        Outbox outbox =
                new Outbox(ENCODER, false, pool, new QueueOptions(20, 1, false, false, QueueOptions.FOREVER, 0));
        FakeKernel kernel = new FakeKernel(0);
        outbox.open(kernel, Codecs.PLAIN);
        List<String> expected = new ArrayList<>();
        Deque<byte[]> lent = new ArrayDeque<>();
        int[] sizes = {10, 5000, 60_000, 65_536, 70_000, 150_000, 300_000, 1_100_000};
        for (int i = 0; i < 400; i++) {
            byte[] payload = new byte[sizes[random.nextInt(sizes.length)]];
            random.nextBytes(payload);
            boolean own = random.nextInt(4) == 0;
            Message message = own ? Message.wrap(payload) : Message.borrow(payload);
            if (random.nextInt(3) == 0) {
                message = message.prepend(new byte[random.nextInt(3)]);
            }
            String description = FakeKernel.describe(message);
            while (outbox.isFull()) {
                kernel.makeRoom(random.nextInt(500_000));
                outbox.unblock();
                outbox.drain();
            }
            outbox.offer(message);
            expected.add(description);
            if (!own) {
                Arrays.fill(payload, (byte) 0); // the caller goes on with its array
                lent.add(payload);
            }
        }
        kernel.makeRoom(Long.MAX_VALUE / 2);
        outbox.unblock();
        outbox.drain();
        assertThat(kernel.understood()).as("seed " + seed).isEqualTo(expected);
        assertThat(lent)
                .as("nobody writes into a caller's array")
                .allSatisfy(array -> assertThat(array).containsOnly(0));
        assertThat(pool.direct().inUse()).isZero();
    }

    @Test
    void whatACutConnectionHadTakenInPartGoesOverTheNextWhole() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            BufferPool pool = new BufferPool();
            Outbox outbox =
                    new Outbox(ENCODER, false, pool, new QueueOptions(50, 1, false, false, QueueOptions.FOREVER, 0));
            FakeKernel first = new FakeKernel(random.nextInt(600_000));
            outbox.open(first, Codecs.PLAIN);
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                byte[] payload = new byte[new int[] {100, 66_000, 90_000, 300_000}[random.nextInt(4)]];
                random.nextBytes(payload);
                Message message = random.nextInt(4) == 0 ? Message.wrap(payload) : Message.borrow(payload);
                expected.add(FakeKernel.describe(message));
                outbox.offer(message);
                if (message.isBorrowed()) {
                    Arrays.fill(payload, (byte) 0);
                }
                if (random.nextBoolean()) {
                    outbox.drain();
                }
            }
            outbox.drain();
            int taken = (int) outbox.takenByConnection();
            outbox.close();
            outbox.rewind();
            FakeKernel second = new FakeKernel(Long.MAX_VALUE / 2);
            outbox.open(second, Codecs.PLAIN);
            outbox.drain();
            assertThat(second.understood())
                    .as("seed " + seed + ", round " + round)
                    .isEqualTo(expected.subList(taken, expected.size()));
            assertThat(outbox.pending()).isZero();
            assertThat(pool.direct().inUse()).isZero();
        }
    }
}
