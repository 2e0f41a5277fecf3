package io.nolmq.internal.queue;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** One producer, one consumer. Whatever is not listed is forbidden. */
public final class SpscQueueTest {
    private static final int BEFORE_THE_END_OF_A_CHUNK = 127;

    private SpscQueueTest() {}

    /** Not final fields, so that only the queue makes them visible. */
    static final class Element {
        int one;
        int other;

        Element(int value) {
            one = value;
            other = value;
        }
    }

    private static int take(SpscQueue<Element> queue) {
        Element element = queue.poll();
        return element == null ? 0 : element.one == element.other ? element.one : -1;
    }

    /** Elements come in order, whole, and across the end of a chunk. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Too early.")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The first came between the polls.")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The second is not there yet.")
    @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "Both.")
    @State
    public static class Order {
        private final SpscQueue<Element> queue = new SpscQueue<>(0);

        public Order() {
            for (int i = 0; i < BEFORE_THE_END_OF_A_CHUNK; i++) {
                queue.offer(new Element(9));
            }
            for (int i = 0; i < BEFORE_THE_END_OF_A_CHUNK; i++) {
                queue.poll();
            }
        }

        @Actor
        public void producer() {
            queue.offer(new Element(1));
            queue.offer(new Element(2));
        }

        @Actor
        public void consumer(II_Result result) {
            result.r1 = take(queue);
            result.r2 = take(queue);
        }
    }

    /** A queue of two that holds one takes one, and a second only when the consumer has made room. */
    @JCStressTest
    @Outcome(id = "1, 0, 2", expect = ACCEPTABLE, desc = "The bound was reached.")
    @Outcome(id = "1, 1, 2", expect = ACCEPTABLE_INTERESTING, desc = "The consumer was quicker, and took one more.")
    @State
    public static class Bound {
        private final SpscQueue<Element> queue = new SpscQueue<>(2);
        private int size;

        public Bound() {
            queue.offer(new Element(1));
        }

        @Actor
        public void producer(III_Result result) {
            result.r1 = queue.offer(new Element(2)) ? 1 : 0;
            result.r2 = queue.offer(new Element(3)) ? 1 : 0;
        }

        @Actor
        public void consumer(III_Result result) {
            size = queue.poll() == null ? 9 : 0;
        }

        @Arbiter
        public void arbiter(III_Result result) {
            while (queue.poll() != null) {
                size++;
            }
            result.r3 = size - result.r2 + 1;
        }
    }
}
