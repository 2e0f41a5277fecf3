package io.nolmq.internal.queue;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A full queue: the producer resets the bell and looks again; the consumer makes room and rings. */
@JCStressTest
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The producer's second look found room.")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "The consumer tells the producer.")
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Both.")
@Outcome(id = "false, false", expect = FORBIDDEN, desc = "There is room, and the producer waits for ever.")
@State
public class RoomTest {
    private final SpscQueue<Integer> queue = new SpscQueue<>(2);
    private final Bell room = new Bell(true);

    public RoomTest() {
        queue.offer(1);
        queue.offer(2);
        queue.isFull();
    }

    @Actor
    public void producer(ZZ_Result result) {
        room.reset();
        result.r1 = queue.offer(3);
    }

    @Actor
    public void consumer(ZZ_Result result) {
        queue.poll();
        result.r2 = room.ring();
    }
}
