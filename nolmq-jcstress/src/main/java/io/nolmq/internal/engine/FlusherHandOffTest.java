package io.nolmq.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A sender queues its socket and looks at the flusher, while the flusher goes to sleep. */
@JCStressTest
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The sender wakes it.")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "The flusher stays awake.")
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Both.")
@Outcome(id = "false, false", expect = FORBIDDEN, desc = "It sleeps, and bytes wait.")
@State
public class FlusherHandOffTest {
    private final DirtyQueue queue = new DirtyQueue();
    private final DirtyQueue.Element socket = new DirtyQueue.Element() {};

    public FlusherHandOffTest() {
        queue.stayAwake();
    }

    @Actor
    public void sender(ZZ_Result result) {
        result.r1 = queue.add(socket);
    }

    @Actor
    public void flusher(ZZ_Result result) {
        result.r2 = !queue.fallAsleep();
    }
}
