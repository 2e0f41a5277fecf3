package io.nolmq.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * An observer that looks and enters, somebody who brings what it waits for, and a thread that waits for the same: the observer
 * is woken once if it had entered, the thread is woken whatever the observer does, and one that has left is not in the queue.
 */
@JCStressTest
@Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "It was there when the observer looked.")
@Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "The observer entered first, and was told.")
@Outcome(expect = FORBIDDEN, desc = "Not told, told twice, or still in the queue.")
@State
public class ObserverTest {
    private final Side side = new Side();
    private final WaitQueue observers = new WaitQueue();
    private final WaitQueue threads = new WaitQueue();
    private int there;
    private int wakeUps;

    /** The wake-ups are counted under the side. */
    private final Waiter observer = () -> {
        wakeUps++;
        return true;
    };

    @Actor
    public void observe() {
        side.holding(() -> {
            if (there == 0) {
                observers.enter(observer);
            }
            return null;
        });
    }

    @Actor
    public void bring() {
        side.post(() -> {
            there++;
            observers.wakeAll();
            threads.wakeOne();
        });
    }

    @Actor
    public void receive(III_Result result) {
        while (true) {
            ThreadWaiter waiter;
            side.lock();
            try {
                if (there > 0) {
                    result.r2 = there;
                    return;
                }
                waiter = threads.enter();
            } finally {
                side.unlock();
            }
            waiter.park(this, 0, false);
        }
    }

    @Arbiter
    public void leave(III_Result result) {
        result.r1 = wakeUps;
        observers.forget(observer);
        result.r3 = observers.isEmpty() ? 0 : 1;
    }
}
