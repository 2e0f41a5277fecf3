package io.nolmq.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.ConcurrentLinkedQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** The lock and the mailbox of a side. Whatever is not listed is forbidden. */
public final class SideTest {
    private SideTest() {}

    /** Holders exclude each other, those included who have to park. */
    @JCStressTest
    @Outcome(id = "3", expect = ACCEPTABLE, desc = "Each added one.")
    @State
    public static class Exclusion {
        private final Side side = new Side();
        private int count;

        private void add() {
            side.lock();
            count++;
            side.unlock();
        }

        @Actor
        public void one() {
            add();
            add();
        }

        @Actor
        public void two() {
            while (!side.tryLock()) {
                Thread.onSpinWait();
            }
            count++;
            side.unlock();
        }

        @Arbiter
        public void arbiter(I_Result result) {
            result.r1 = count;
        }
    }

    /** A letter is run, once, by the holder on its way out, by the holder's look after that, or by the poster. */
    @JCStressTest
    @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "The letter was run, under the side.")
    @State
    public static class Letter {
        private final Side side = new Side();
        private int runs;
        private int count;

        @Actor
        public void holder() {
            side.lock();
            count++;
            side.unlock();
        }

        @Actor
        public void poster() {
            side.post(() -> {
                runs++;
                count++;
            });
        }

        @Arbiter
        public void arbiter(II_Result result) {
            result.r1 = runs;
            result.r2 = count;
        }
    }

    /** Two post at the same time: both letters are run, whoever runs them. */
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "Both letters were run.")
    @State
    public static class TwoPosters {
        private final Side side = new Side();
        private int count;

        @Actor
        public void one() {
            side.post(() -> count++);
        }

        @Actor
        public void two() {
            side.post(() -> count++);
        }

        @Arbiter
        public void arbiter(I_Result result) {
            result.r1 = count;
        }
    }

    /** Two sides leave work for each other, while each is held: neither piece is lost. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Each got the other's work.")
    @State
    public static class Crossing {
        private final Side left = new Side();
        private final Side right = new Side();
        private int leftGot;
        private int rightGot;

        @Actor
        public void one() {
            left.lock();
            left.postAfterUnlock(right, () -> rightGot++);
            left.unlock();
        }

        @Actor
        public void two() {
            right.lock();
            right.postAfterUnlock(left, () -> leftGot++);
            right.unlock();
        }

        @Arbiter
        public void arbiter(II_Result result) {
            result.r1 = leftGot;
            result.r2 = rightGot;
        }
    }

    /** A holder that has run enough hands over what goes on coming: every letter is run, by whoever it is. */
    @JCStressTest
    @Outcome(id = "12", expect = ACCEPTABLE, desc = "All letters were run.")
    @State
    public static class HandOver {
        private static final int LETTERS = Side.ROUNDS_MAXIMUM + 2;

        private final ConcurrentLinkedQueue<Runnable> background = new ConcurrentLinkedQueue<>();
        private final Side side = new Side(background::add);
        private int count;

        private void post(int letters) {
            side.post(() -> {
                count++;
                if (letters > 1) {
                    post(letters - 1);
                }
            });
        }

        private void runHandedOver() {
            for (Runnable work = background.poll(); work != null; work = background.poll()) {
                work.run();
            }
        }

        @Actor
        public void one() {
            post(LETTERS);
        }

        @Actor
        public void two() {
            post(LETTERS);
            runHandedOver();
        }

        @Arbiter
        public void arbiter(I_Result result) {
            runHandedOver();
            result.r1 = count;
        }
    }
}
