package io.nolmq.faults;

import io.nolmq.Context;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.message.ContextOptions;
import io.nolmq.message.Message;
import io.nolmq.message.SocketClosedException;
import io.nolmq.message.SocketOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends from a recursion that has run out of stack, on its way back and with a little stack left, and catches the error, as
 * servers do. Afterwards other threads send, receive and close.
 */
final class StackOverflows {
    private static final int DIVES = 1_000;
    private static final int CLIMB_MAXIMUM = 200;
    private static final long STACK_BYTES = 512 * 1024;
    private static final long HANGS_SECONDS = 30;
    /** An error inside the JDK's own code may leave a connection that does not end by itself: closing ends all the same. */
    private static final long CLOSES_SECONDS = 5;

    private static final Duration PATIENCE = Duration.ofSeconds(HANGS_SECONDS);

    private final SplittableRandom random = new SplittableRandom(9);
    private final AtomicInteger overflows = new AtomicInteger();
    private final Message message = Message.of("0123456789");
    private final Context context =
            Context.create(ContextOptions.DEFAULTS.withCloseTimeout(Duration.ofSeconds(CLOSES_SECONDS)));
    private final PullSocket pull = context.pull();
    private final PushSocket push;
    private int climb;

    private StackOverflows(String endpoint) {
        push = context.push(SocketOptions.builder()
                .linger(Duration.ZERO)
                .reconnectInterval(Duration.ofMillis(10))
                .build());
        push.connect(pull.bind(endpoint).toString());
        push.send(message);
        pull.receive();
    }

    /** @param arguments the endpoint to bind */
    public static void main(String[] arguments) throws InterruptedException {
        new StackOverflows(arguments[0]).run();
        System.exit(0);
    }

    private void run() throws InterruptedException {
        Thread receiver = start("receiver", this::receiveAll);
        within("the recursion", new Thread(null, this::overflowAgainAndAgain, "recursion", STACK_BYTES));
        System.out.println(overflows + " overflows");
        within("a send by another thread", new Thread(() -> {
            if (!push.send(message, PATIENCE).isSent()) {
                fail("a send by another thread: the socket stays full", Thread.currentThread());
            }
        }));
        within("close", new Thread(context::close));
        end("the receiver", receiver);
    }

    private void receiveAll() {
        try {
            while (true) {
                pull.receive();
            }
        } catch (SocketClosedException closed) {
            // so all has been tried
        }
    }

    private void overflowAgainAndAgain() {
        for (int dives = 0; dives < DIVES; dives++) {
            climb = random.nextInt(CLIMB_MAXIMUM);
            dive();
        }
    }

    /** How many frames are still to be left before the stack is large enough for this time's call. */
    @SuppressWarnings("InfiniteRecursion") // that is what it is for
    private int dive() {
        int left;
        try {
            left = dive();
        } catch (StackOverflowError deepest) {
            left = climb;
        }
        if (left == 0) {
            sendWithLittleStack();
        }
        return left - 1;
    }

    private void sendWithLittleStack() {
        try {
            push.trySend(message);
        } catch (StackOverflowError expected) {
            overflows.incrementAndGet();
        }
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void within(String what, Thread thread) throws InterruptedException {
        thread.setDaemon(true);
        thread.start();
        end(what, thread);
    }

    private static void end(String what, Thread thread) throws InterruptedException {
        thread.join(TimeUnit.SECONDS.toMillis(HANGS_SECONDS));
        if (thread.isAlive()) {
            fail(what + " hangs", thread);
        }
    }

    private static void fail(String what, Thread thread) {
        System.out.println(what + ": " + Arrays.toString(thread.getStackTrace()));
        Runtime.getRuntime().halt(1);
    }
}
