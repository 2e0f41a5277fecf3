package io.nolmq.faults;

import io.nolmq.Context;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.message.Message;
import io.nolmq.message.SocketClosedException;
import io.nolmq.message.SocketOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The application uses up the heap for a moment, again and again, while four pairs of sockets are in use. Calls may fail
 * meanwhile; afterwards every pair works, the threads of the context live, and it closes.
 */
final class HeapOom {
    private static final int PAIRS = 4;
    private static final int MARK = 10;
    private static final int BURST = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration AT_A_TIME = Duration.ofMillis(50);
    private static final long HELD_NANOS = TimeUnit.MILLISECONDS.toNanos(3);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Context context = Context.create();
    private final List<Pair> pairs = new ArrayList<>();
    private final AtomicLong errors = new AtomicLong();
    private final AtomicLong others = new AtomicLong();
    private volatile boolean stop;
    private volatile Object hog;
    private int faults;

    /** Two sockets, and a thread for each. */
    private final class Pair {
        private final PushSocket push;
        private final PullSocket pull;
        private final AtomicLong got = new AtomicLong();
        private final Thread sender = daemon(this::sendAll);
        private final Thread receiver = daemon(this::receiveAll);

        Pair(String endpoint) {
            SocketOptions options = SocketOptions.builder()
                    .sendHighWaterMark(MARK)
                    .receiveHighWaterMark(MARK)
                    .reconnectInterval(Duration.ofMillis(20))
                    .linger(Duration.ofMillis(100))
                    .build();
            push = context.push(options);
            pull = context.pull(options);
            push.connect(pull.bind(endpoint).toString());
        }

        private void sendAll() {
            while (!stop) {
                try {
                    push.send(MESSAGE, AT_A_TIME);
                } catch (OutOfMemoryError expected) {
                    errors.incrementAndGet();
                } catch (Throwable fault) {
                    others.incrementAndGet();
                }
            }
        }

        private void receiveAll() {
            while (true) {
                try {
                    if (pull.receive(AT_A_TIME) != null) {
                        got.incrementAndGet();
                    }
                } catch (OutOfMemoryError expected) {
                    errors.incrementAndGet();
                } catch (SocketClosedException closed) {
                    return;
                } catch (Throwable fault) {
                    others.incrementAndGet();
                }
            }
        }
    }

    private static final Message MESSAGE = Message.of("0123456789");

    private HeapOom(String[] endpoints) {
        for (String endpoint : endpoints) {
            pairs.add(new Pair(endpoint));
        }
        pairs.get(0).push.send(MESSAGE); // so that the classes are loaded
        pairs.get(0).pull.receive();
    }

    /** @param arguments for how many seconds, and four endpoints to bind */
    public static void main(String[] arguments) throws InterruptedException {
        HeapOom program = new HeapOom(Arrays.copyOfRange(arguments, 1, 1 + PAIRS));
        program.run(Integer.parseInt(arguments[0]));
        Runtime.getRuntime().halt(program.faults == 0 ? 0 : 1);
    }

    private void run(int seconds) throws InterruptedException {
        pairs.forEach(pair -> {
            pair.sender.start();
            pair.receiver.start();
        });
        long untilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        Thread hogger = daemon(() -> fillTheHeapUntil(untilNanos));
        hogger.start();
        hogger.join();
        stop = true;
        System.gc();
        System.out.println("OutOfMemoryError in calls=" + errors + " anything else=" + others);
        requireSendersToEnd();
        pairs.forEach(this::requireToWork);
        requireThreadsToLive();
        pairs.forEach(this::requireBurstToArrive);
        requireToClose();
    }

    private void fillTheHeapUntil(long untilNanos) {
        while (System.nanoTime() - untilNanos < 0) {
            Object[] head = null;
            try {
                while (true) {
                    Object[] next = new Object[2];
                    next[0] = head;
                    head = next;
                }
            } catch (OutOfMemoryError full) {
                hog = head;
                long heldSinceNanos = System.nanoTime();
                while (System.nanoTime() - heldSinceNanos < HELD_NANOS) {
                    Thread.onSpinWait();
                }
                hog = null;
            }
            head = null;
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void requireSendersToEnd() throws InterruptedException {
        for (Pair pair : pairs) {
            pair.sender.join(PATIENCE.toMillis());
            requireNo("a sender hangs: " + stack(pair.sender), pair.sender.isAlive());
        }
    }

    private void requireToWork(Pair pair) {
        long before = pair.got.get();
        Thread sender = daemon(() -> pair.push.send(MESSAGE, PATIENCE));
        sender.start();
        boolean works = comes(() -> pair.got.get() > before);
        requireNo("nothing comes: " + stack(sender) + " " + stack(pair.receiver), !works);
    }

    private void requireThreadsToLive() {
        List<String> alive = Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .toList();
        requireNo("nol-flush is dead", !alive.contains("nol-flush"));
        requireNo("nol-io-0 is dead", !alive.contains("nol-io-0"));
    }

    /** Sent by a thread that does not wait in NolMQ afterwards: the flusher writes it. */
    private void requireBurstToArrive(Pair pair) {
        long before = pair.got.get();
        AtomicInteger taken = new AtomicInteger();
        CountDownLatch sent = new CountDownLatch(1);
        daemon(() -> {
                    for (int i = 0; i < BURST; i++) {
                        taken.addAndGet(pair.push.trySend(MESSAGE).isSent() ? 1 : 0);
                    }
                    sent.countDown();
                })
                .start();
        boolean arrives = comes(() -> sent.getCount() == 0 && pair.got.get() >= before + taken.get());
        requireNo("of a burst of " + taken + " came " + (pair.got.get() - before), !arrives);
    }

    private void requireToClose() throws InterruptedException {
        Thread closer = daemon(() -> System.out.println(context.close(Duration.ofSeconds(2))));
        closer.start();
        closer.join(PATIENCE.toMillis());
        requireNo("close() hangs: " + stack(closer), closer.isAlive());
    }

    private void requireNo(String fault, boolean seen) {
        if (seen) {
            faults++;
            System.out.println(fault);
        }
    }

    private static boolean comes(BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() - deadlineNanos < 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return condition.getAsBoolean();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }

    private static String stack(Thread thread) {
        return Arrays.toString(thread.getStackTrace());
    }
}
