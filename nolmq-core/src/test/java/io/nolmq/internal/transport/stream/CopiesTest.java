package io.nolmq.internal.transport.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.internal.engine.BufferPool;
import io.nolmq.internal.zmtp.FrameEncoder;
import io.nolmq.message.Message;
import io.nolmq.message.QueueOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CopiesTest {
    private final Copies copies = new Copies();

    private static byte[] payload(int bytes, int content) {
        byte[] payload = new byte[bytes];
        Arrays.fill(payload, (byte) content);
        return payload;
    }

    @Test
    void theArrayOfACopyThatIsWrittenServesForTheNextOfItsLength() {
        Message first = copies.keep(Message.borrow(payload(5000, 1)));
        copies.written(first);
        Message second = copies.keep(Message.borrow(payload(5000, 2)));
        assertThat(second.bytes()).isSameAs(first.bytes()).isEqualTo(payload(5000, 2));
        copies.written(second);
        Message longer = copies.keep(Message.borrow(payload(5001, 3)));
        assertThat(longer.bytes()).isEqualTo(payload(5001, 3));
    }

    @Test
    void theArraysOfAMessageThatIsNoCopyAreNeverTaken() {
        Message own = Message.wrap(payload(5000, 1));
        assertThat(copies.keep(own)).isSameAs(own);
        copies.written(own);
        assertThat(copies.keep(Message.borrow(payload(5000, 2))).bytes()).isNotSameAs(own.bytes());
        assertThat(own.bytes()).isEqualTo(payload(5000, 1));
    }

    @Test
    void everyFrameOfACopyServesAgain() {
        Message first = copies.keep(Message.borrow(payload(5000, 1)).prepend(payload(5000, 2)));
        copies.written(first);
        Message second = copies.keep(Message.borrow(payload(5000, 3)).prepend(payload(5000, 4)));
        assertThat(second.frames()).containsExactly(payload(5000, 4), payload(5000, 3));
        assertThat(List.of(first.frame(0), first.frame(1)))
                .usingElementComparator((a, b) -> a == b ? 0 : 1)
                .containsExactlyInAnyOrder(second.frame(0), second.frame(1));
    }

    @Test
    void nothingIsHeldOnceNothingWaits() {
        Message first = copies.keep(Message.borrow(payload(5000, 1)));
        copies.written(first);
        copies.clear();
        assertThat(copies.keep(Message.borrow(payload(5000, 2))).bytes()).isNotSameAs(first.bytes());
    }

    @Test
    void ownAndBorrowedMessagesOfAnySizeGoOutInOrderAndUnchanged() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Outbox outbox = new Outbox(
                new FrameEncoder(), new BufferPool(), new QueueOptions(20, 1, false, false, QueueOptions.FOREVER));
        FakeKernel kernel = new FakeKernel(0);
        outbox.open(kernel);
        List<String> expected = new ArrayList<>();
        Deque<byte[]> lent = new ArrayDeque<>();
        int[] sizes = {10, 5000, 60_000, 70_000, 70_000, 150_000};
        for (int i = 0; i < 400; i++) {
            byte[] payload = new byte[sizes[random.nextInt(sizes.length)]];
            random.nextBytes(payload);
            boolean own = random.nextInt(4) == 0;
            Message message = own ? Message.wrap(payload) : Message.borrow(payload);
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
    }
}
