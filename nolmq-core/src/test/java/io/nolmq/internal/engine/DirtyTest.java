package io.nolmq.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.kit.ManualClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When the flusher looks after a socket, and when it lets it rest. The test is the flusher. */
class DirtyTest {
    private final ManualClock clock = new ManualClock(0);
    private final ArrayDeque<Dirty> asked = new ArrayDeque<>();
    private final Side side = new Side();
    private final Dirty dirty = new Dirty(
            side,
            new Dirty.Background() {
                @Override
                public boolean add(Dirty socket) {
                    return !asked.add(socket);
                }

                @Override
                public void wake() {
                    throw new AssertionError("the test does not sleep");
                }
            },
            clock);

    /** A pipe whose callers have written some batches since the last look. */
    private final class Pipe extends Dirty.Flushable {
        private int batches;
        private int flushes;
        private long flushTakesNanos;

        @Override
        public void flush() {
            flushes++;
            batches = 0;
            clock.advanceNanos(flushTakesNanos);
        }

        @Override
        public boolean flushUnlessWritten(int least) {
            if (batches >= least) {
                batches = 0;
                return false;
            }
            flush();
            return true;
        }
    }

    private void add(Pipe pipe) {
        side.lock();
        try {
            dirty.add(pipe);
        } finally {
            side.unlock();
        }
    }

    private void look() {
        assertThat(asked.poll()).isSameAs(dirty);
        dirty.flushInBackground();
    }

    private long rest() {
        long rest = Math.max(0, dirty.restNanos());
        clock.advanceNanos(rest);
        return rest;
    }

    /** So many looks at a pipe that callers write all the time; how long the socket rested after the last. */
    private long stream(Pipe pipe, int looks) {
        long rest = 0;
        for (int i = 0; i < looks; i++) {
            pipe.batches = 1000;
            look();
            rest = rest();
        }
        return rest;
    }

    @Test
    void whatACallerLeftIsFlushedAtTheFirstLook() {
        Pipe pipe = new Pipe();
        add(pipe);

        assertThat(dirty.restNanos()).isNotPositive();
        look();

        assertThat(pipe.flushes).isOne();
        assertThat(asked).isEmpty();
    }

    @Test
    void aPipeIsHandedToTheFlusherOnce() {
        add(new Pipe());
        add(new Pipe());

        assertThat(asked).containsExactly(dirty);
    }

    @Test
    void looksAtAStreamBecomeRarerUpToTwoMilliseconds() {
        Pipe pipe = new Pipe();
        add(pipe);
        List<Long> rests = new ArrayList<>();
        long streamed = 0;
        for (int i = 0; i < 8; i++) {
            long rest = stream(pipe, 1);
            assertThat(rest).isLessThanOrEqualTo(streamed + 50_000);
            streamed += rest;
            rests.add(rest);
        }

        assertThat(rests)
                .containsExactly(50_000L, 100_000L, 200_000L, 400_000L, 800_000L, 1_600_000L, 2_000_000L, 2_000_000L);
        assertThat(pipe.flushes).isZero();
    }

    @Test
    void theEndOfAStreamIsFlushedAndTheNextLooksAreSoonAgain() {
        Pipe pipe = new Pipe();
        add(pipe);
        stream(pipe, 8);

        look();
        assertThat(pipe.flushes).isOne();
        assertThat(rest()).isZero();

        add(pipe);
        pipe.batches = 1;
        look();
        assertThat(rest()).isEqualTo(50_000);
    }

    @Test
    void aCallerThatWritesSeldomIsNotWaitedFor() {
        Pipe pipe = new Pipe();
        add(pipe);
        stream(pipe, 7);

        pipe.batches = 10; // in 2 ms: less than one in 200 µs
        look();

        assertThat(pipe.flushes).isOne();
        assertThat(rest()).isZero();
    }

    @Test
    void aPipeThatWasLeftIsFlushedBesideAStream() {
        Pipe stream = new Pipe();
        Pipe left = new Pipe();
        add(stream);
        add(left);
        stream.batches = 1000;

        look();

        assertThat(left.flushes).isOne();
        assertThat(stream.flushes).isZero();
        assertThat(rest()).isZero();
        look();
        assertThat(stream.flushes).isOne();
    }

    @Test
    void afterALongFlushTheSocketBelongsToItsSendersForTwiceAsLong() {
        Pipe pipe = new Pipe();
        pipe.flushTakesNanos = 3_000_000;
        add(pipe);

        look();

        assertThat(rest()).isEqualTo(6_000_000);
    }

    @Test
    void whatCallersFlushedBeforeTheyWaitedIsNoStream() {
        List<Long> rests = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            add(new Pipe());
            dirty.flushWaiting();
            look();
            rests.add(rest());
        }

        assertThat(rests).containsExactly(50_000L, 100_000L, 200_000L, 200_000L);
        assertThat(asked).isEmpty();
    }

    @Test
    void aLookWhileTheSideIsHeldIsLeftToItsHolder() {
        Pipe pipe = new Pipe();
        add(pipe);
        side.lock();
        try {
            look();
            assertThat(pipe.flushes).isZero();
        } finally {
            side.unlock();
        }

        assertThat(pipe.flushes).isOne();
    }
}
