package io.nolmq.internal.transport.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.internal.engine.BufferPool;
import io.nolmq.internal.zmtp.FrameEncoder;
import io.nolmq.message.Message;
import io.nolmq.message.QueueOptions;
import io.nolmq.message.SendResult;
import io.nolmq.spi.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A message that the peer cuts off in three connections running is given up, and no other. */
class UndeliverableTest {
    private static final FrameEncoder ENCODER = new FrameEncoder();
    private static final long ALL = Long.MAX_VALUE / 2;
    private static final int NO_LIMIT = 0;

    private final BufferPool pool = new BufferPool();

    private Outbox outbox(int mark, boolean conflate) {
        return new Outbox(ENCODER, false, pool, new QueueOptions(mark, 1, false, conflate, QueueOptions.FOREVER, 0));
    }

    /** For the batch, as a direct copy, written from its array, of several frames, and borrowed. */
    static Stream<Message> shapes() {
        return Stream.of(
                Message.of("small"),
                Message.of("several", "", "frames"),
                Message.wrap(new byte[60_000]),
                Message.wrap(new byte[70_000]),
                Message.borrow(new byte[150_000]),
                Message.wrap(new byte[40_000], new byte[40_000], new byte[1]),
                Message.wrap(new byte[300_000]),
                Message.borrow(new byte[1_000_000]),
                Message.wrap(new byte[5_000_000]),
                Message.wrap(new byte[200_000], new byte[0], new byte[200_000]));
    }

    private static FakeKernel open(Outbox outbox, long room) throws Exception {
        FakeKernel kernel = new FakeKernel(room);
        outbox.open(kernel, Codecs.PLAIN);
        outbox.drain();
        return kernel;
    }

    /** A connection that takes so many bytes and is ended by the peer; the length of what is given up. */
    private static long cut(Outbox outbox, long room) throws Exception {
        open(outbox, room);
        outbox.close();
        return outbox.rewindFromPeer();
    }

    private static void assertArrives(Outbox outbox, List<Message> messages) throws Exception {
        assertThat(outbox.pending()).isEqualTo(messages.size());
        FakeKernel kernel = open(outbox, ALL);
        assertThat(kernel.understood())
                .isEqualTo(messages.stream().map(FakeKernel::describe).toList());
        assertThat(outbox.pending()).isZero();
        assertThat(outbox.bytes()).isZero();
        assertThat(outbox.isEmpty()).isTrue();
    }

    private static void offer(Outbox outbox, List<Message> messages) {
        for (Message message : messages) {
            assertThat(outbox.offer(message)).isEqualTo(SendResult.SENT);
        }
    }

    private static long[] cuts(Message message) {
        long bytes = ENCODER.encodedBytes(message);
        return LongStream.of(1, bytes / 2, bytes - 1).distinct().toArray();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void whatIsCutOffThreeTimesRunningIsGivenUpAndTheRestArrives(Message refused) throws Exception {
        for (long cut : cuts(refused)) {
            Outbox outbox = outbox(NO_LIMIT, false);
            List<Message> behind = List.of(Message.of("one"), Message.wrap(new byte[80_000]), refused);
            offer(outbox, List.of(refused));
            offer(outbox, behind);
            assertThat(cut(outbox, cut)).isZero();
            assertThat(cut(outbox, cut)).isZero();
            assertThat(outbox.pending()).isEqualTo(4);
            assertThat(cut(outbox, cut)).as("cut at %d", cut).isEqualTo(ENCODER.encodedBytes(refused));
            assertThat(outbox.messagesSent()).isZero();
            assertArrives(outbox, behind);
            assertThat(outbox.messagesSent()).isEqualTo(3);
            assertThat(pool.direct().inUse()).isZero();
        }
    }

    /** The first connection is there when it is offered, and takes or refuses the rest at once. */
    @ParameterizedTest
    @MethodSource("shapes")
    void theConnectionThatItIsOfferedToCountsToo(Message refused) throws Exception {
        for (long cut : cuts(refused)) {
            for (FakeKernel kernel : List.of(new FakeKernel(cut), new FakeKernel(cut).breaksWhenFull())) {
                Outbox outbox = outbox(NO_LIMIT, false);
                outbox.open(kernel, Codecs.PLAIN);
                offer(outbox, List.of(refused));
                try {
                    outbox.drain();
                } catch (java.io.IOException broken) {
                    assertThat(broken).hasMessage("Broken pipe");
                }
                assertThat(kernel.taken()).isPositive();
                outbox.close();
                boolean begun = kernel.taken() == cut; // a gathering write that breaks has taken nothing
                assertThat(outbox.rewindFromPeer()).isZero();
                assertThat(cut(outbox, cut)).isZero();
                assertThat(cut(outbox, cut) > 0).as("cut at %d", cut).isEqualTo(begun);
                assertThat(pool.direct().inUse() > 0 && begun).isFalse();
                outbox.discard();
            }
        }
    }

    @Test
    void anotherMessageBeginsAnew() throws Exception {
        Outbox outbox = outbox(NO_LIMIT, false);
        Message refused = Message.wrap(new byte[300_000]);
        offer(outbox, List.of(Message.of("one"), Message.of("two"), refused));
        long one = ENCODER.encodedBytes(Message.of("one"));
        assertThat(cut(outbox, 1)).as("one").isZero();
        assertThat(cut(outbox, 2)).as("one").isZero();
        assertThat(cut(outbox, one + 1)).as("two").isZero();
        assertThat(cut(outbox, 1)).as("two").isZero();
        assertThat(cut(outbox, one + 10)).as("the large one").isZero();
        assertThat(cut(outbox, 10)).isZero();
        assertThat(cut(outbox, 10)).isEqualTo(ENCODER.encodedBytes(refused));
        assertThat(outbox.pending()).isZero();
        offer(outbox, List.of(Message.of("three"), Message.of("four")));
        assertThat(cut(outbox, 1)).as("the next begins anew").isZero();
        assertThat(cut(outbox, 1)).isZero();
        assertThat(cut(outbox, 1)).isPositive();
        assertThat(cut(outbox, 1)).isZero();
        assertArrives(outbox, List.of(Message.of("four")));
    }

    @Test
    void endsOfOurOwnAndThoseBeforeTheFirstByteDoNotCount() throws Exception {
        Outbox outbox = outbox(NO_LIMIT, false);
        List<Message> messages = List.of(Message.wrap(new byte[300_000]), Message.of("behind"));
        offer(outbox, messages);
        for (int i = 0; i < 10; i++) {
            open(outbox, 100);
            outbox.close();
            outbox.rewind();
            assertThat(cut(outbox, 0)).isZero();
        }
        assertThat(cut(outbox, 100)).isZero();
        assertThat(cut(outbox, 100)).isZero();
        assertArrives(outbox, messages);
    }

    @Test
    void aCommandThatIsCutOffIsNoMessage() throws Exception {
        Outbox outbox = outbox(NO_LIMIT, false);
        offer(outbox, List.of(Message.of("message")));
        for (int i = 0; i < 5; i++) {
            outbox.open(new FakeKernel(3), Codecs.PLAIN);
            outbox.commands().add(Command.subscribe(new byte[20]));
            outbox.rewindFromPeer();
        }
        for (int i = 0; i < 5; i++) {
            Outbox commands = outbox(NO_LIMIT, false);
            commands.open(new FakeKernel(3), Codecs.PLAIN);
            commands.commands().add(Command.subscribe(new byte[20]));
            commands.drain();
            assertThat(commands.rewindFromPeer()).isZero();
        }
        assertArrives(outbox, List.of(Message.of("message")));
    }

    @Test
    void theHighWaterMarkHasRoomForOneMore() throws Exception {
        for (int size : new int[] {10, 70_000, 300_000}) {
            Outbox outbox = outbox(2, false);
            List<Message> kept = new ArrayList<>();
            offer(outbox, List.of(Message.wrap(new byte[size]), Message.wrap(new byte[size])));
            kept.add(Message.wrap(new byte[size]));
            for (int i = 0; i < 3; i++) {
                assertThat(outbox.offer(Message.of("full"))).isEqualTo(SendResult.FULL);
                cut(outbox, 5);
            }
            offer(outbox, List.of(Message.of("room")));
            assertThat(outbox.offer(Message.of("full"))).isEqualTo(SendResult.FULL);
            kept.add(Message.of("room"));
            assertArrives(outbox, kept);
        }
    }

    @Test
    void whatTookThePlaceOfTheMessageBeginsAnew() throws Exception {
        Outbox conflating = outbox(NO_LIMIT, true);
        Message large = Message.wrap(new byte[300_000]);
        offer(conflating, List.of(large));
        assertThat(cut(conflating, 10)).isZero();
        assertThat(cut(conflating, 10)).isZero();
        offer(conflating, List.of(large));
        assertThat(conflating.takeConflated()).isEqualTo(1);
        assertThat(cut(conflating, 10)).isZero();
        assertThat(conflating.discard()).isEqualTo(1);
        offer(conflating, List.of(large));
        assertThat(cut(conflating, 10)).isZero();
        assertThat(cut(conflating, 10)).isZero();
        assertArrives(conflating, List.of(large));
    }
}
