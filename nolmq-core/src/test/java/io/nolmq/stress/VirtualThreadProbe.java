package io.nolmq.stress;

import io.nolmq.Context;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.contract.SocketFiles;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The child of {@link VirtualThreadStressTest}. */
final class VirtualThreadProbe {
    private static final int THREADS = 1_000;

    private VirtualThreadProbe() {}

    public static void main(String[] args) throws Exception {
        long start = System.nanoTime();
        receivers(args[0]);
        senders(args[0]);
        System.out.println("2 x " + THREADS + " virtual threads on one carrier in "
                + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) + " ms");
        SocketFiles.delete();
        System.exit(0);
    }

    /** All wait, with the carrier free for the last one to come; then each gets one. */
    private static void receivers(String scheme) throws Exception {
        try (Context context = Context.create();
                PullSocket pull = context.pull(StressTest.options().build());
                PushSocket push = context.push(StressTest.options().build())) {
            StressTest.join(scheme, pull, push);
            Ledger ledger = new Ledger();
            CountDownLatch done = new CountDownLatch(THREADS);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                boolean timed = i % 2 == 0;
                threads.add(startVirtual(() -> {
                    ledger.enter(timed ? pull.receive(Until.PATIENCE) : pull.receive(), 0);
                    done.countDown();
                }));
            }
            requireWaiting(threads, "receive");
            for (int i = 0; i < THREADS; i++) {
                push.send(Parcel.ofSize(0, i, 100));
            }
            require(done, "receivers");
            ledger.requireAll(1, THREADS);
        }
    }

    private static void senders(String scheme) throws Exception {
        try (Context context = Context.create();
                PullSocket pull = context.pull(StressTest.marks(1, 1));
                PushSocket push = context.push(StressTest.marks(1, 1))) {
            Ledger ledger = new Ledger();
            CountDownLatch done = new CountDownLatch(THREADS);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int sender = i;
                threads.add(startVirtual(() -> {
                    push.send(Parcel.ofSize(sender, 0, 10_000)); // there is no peer yet
                    done.countDown();
                }));
            }
            requireWaiting(threads, "send");
            StressTest.join(scheme, pull, push);
            for (int i = 0; i < THREADS; i++) {
                ledger.enter(pull.receive(), 0);
            }
            require(done, "senders");
            ledger.requireAll(THREADS, 1);
        }
    }

    /** A thread that pins the only carrier would keep the others from coming as far as this. */
    private static void requireWaiting(List<Thread> threads, String where) {
        Until.holds(
                "all virtual threads to wait in " + where,
                () -> threads.stream()
                        .allMatch(thread -> thread.getState() == Thread.State.WAITING
                                || thread.getState() == Thread.State.TIMED_WAITING));
    }

    private static void require(CountDownLatch done, String what) throws InterruptedException {
        if (!done.await(Until.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError(done.getCount() + " " + what + " still wait\n" + Crew.stacks());
        }
    }

    private static Thread startVirtual(Runnable work) throws ReflectiveOperationException {
        Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
        return (Thread) start.invoke(null, work);
    }
}
