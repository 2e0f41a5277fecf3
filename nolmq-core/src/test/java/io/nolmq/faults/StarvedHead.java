package io.nolmq.faults;

import static org.awaitility.Awaitility.await;

import io.nolmq.Context;
import io.nolmq.DealerSocket;
import io.nolmq.PubSocket;
import io.nolmq.SocketSides;
import io.nolmq.message.Message;
import io.nolmq.message.SocketOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Closes a socket behind a virtual thread that is the first in line for its side and gets no carrier. It needs JDK 21, and one
 * carrier.
 */
final class StarvedHead {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private volatile boolean stop;
    private volatile boolean spinning;

    /** No arguments. */
    public static void main(String[] arguments) throws Exception {
        new StarvedHead().run();
        System.exit(0);
    }

    private void run() throws Exception {
        Context context = Context.create();
        DealerSocket dealer =
                context.dealer(SocketOptions.builder().linger(Duration.ZERO).build());
        dealer.connect("tcp://127.0.0.1:1");
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        daemon(
                "holder",
                () -> SocketSides.hold(dealer, () -> {
                    held.countDown();
                    awaitQuietly(enough);
                }));
        held.await();
        AtomicReference<Thread> first = new AtomicReference<>();
        startVirtual(() -> {
            first.set(Thread.currentThread());
            dealer.trySend(Message.of("v"));
        });
        await().atMost(PATIENCE).until(() -> first.get() != null && isParkedForTheSide(first.get()));
        takeTheCarrier(context.pub());
        Thread closer = daemon("closer", dealer::close);
        await().atMost(PATIENCE).until(() -> isParkedForTheSide(closer));
        enough.countDown();
        closer.join(PATIENCE.toMillis());
        if (closer.isAlive()) {
            System.out.println("close() hangs: " + Arrays.toString(closer.getStackTrace()));
            System.exit(1);
        }
        stop = true;
    }

    /** A virtual thread that never waits. */
    private void takeTheCarrier(PubSocket pub) throws Exception {
        startVirtual(() -> {
            while (!stop) {
                pub.send("without a subscriber, so this never waits");
                spinning = true;
            }
        });
        await().atMost(PATIENCE).until(() -> spinning);
    }

    private static boolean isParkedForTheSide(Thread thread) {
        return (thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING)
                && Arrays.stream(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().endsWith(".Side"));
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void startVirtual(Runnable work) throws ReflectiveOperationException {
        Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException early) {
            throw new AssertionError(early);
        }
    }
}
