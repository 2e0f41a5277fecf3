package io.nolmq.internal.queue;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** The bell between inproc pipes: an element is found by the consumer's last look, or it is rung for. */
@JCStressTest
@Outcome(id = "false, 1", expect = ACCEPTABLE, desc = "The consumer's look found the element.")
@Outcome(id = "true, 0", expect = ACCEPTABLE, desc = "The producer rings.")
@Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "Both.")
@Outcome(id = "false, 0", expect = FORBIDDEN, desc = "The element lies there, and nobody is told.")
@State
public class BellTest {
    private final SpscQueue<Integer> queue = new SpscQueue<>(0);
    private final Bell bell = new Bell(false);

    public BellTest() {
        bell.ring(); // for an element that was taken meanwhile
    }

    @Actor
    public void producer(ZI_Result result) {
        queue.offer(1);
        result.r1 = bell.ring();
    }

    @Actor
    public void consumer(ZI_Result result) {
        bell.reset();
        Integer found = queue.poll();
        result.r2 = found == null ? 0 : found;
    }
}
