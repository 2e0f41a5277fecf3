package io.nolmq.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A thread that looks, enters and parks always learns of what comes; a lost wake-up shows as a test that hangs. */
@JCStressTest
@Outcome(id = "1", expect = ACCEPTABLE, desc = "It saw what came.")
@State
public class WaitQueueTest {
    private final Side side = new Side();
    private final WaitQueue queue = new WaitQueue();
    private int there;

    @Actor
    public void waiter(I_Result result) {
        while (true) {
            ThreadWaiter waiter;
            side.lock();
            try {
                if (there > 0) {
                    result.r1 = there;
                    return;
                }
                waiter = queue.enter();
            } finally {
                side.unlock();
            }
            waiter.park(this, 0, false);
        }
    }

    @Actor
    public void waker() {
        side.post(() -> {
            there++;
            queue.wakeOne();
        });
    }
}
