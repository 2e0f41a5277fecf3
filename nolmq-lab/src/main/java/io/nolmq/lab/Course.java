package io.nolmq.lab;

import io.nolmq.Receiver;
import io.nolmq.message.Endpoint;
import io.nolmq.message.InterruptedSocketException;
import io.nolmq.message.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The course that one program takes: it counts, keeps the pace and the time, and prints. For the program's thread alone. */
public final class Course {
    private final Plan plan;
    private final OutputStream out;
    private final PrintStream err;
    private final long startNanos = System.nanoTime();
    private long nextNanos;
    private long done;

    /**
     * A course that begins now.
     *
     * @param plan what the program is told
     * @param out where its lines go; it must not keep them back in a buffer of its own
     * @param err where its complaints go
     */
    public Course(Plan plan, OutputStream out, PrintStream err) {
        this.plan = plan;
        this.out = out;
        this.err = err;
    }

    /**
     * Where to bind or connect.
     *
     * @return the plan's endpoint
     */
    public String endpoint() {
        return plan.endpoint();
    }

    /**
     * Tells people which port was chosen, where the plan left it open.
     *
     * @param endpoint what was bound
     */
    public void bound(Endpoint endpoint) {
        if (endpoint.port() != Endpoint.parse(plan.endpoint()).port()) {
            complain("bound to " + endpoint);
        }
    }

    /**
     * Whether there is more to do.
     *
     * @return true until the count is reached or the time is over
     */
    public boolean goesOn() {
        return !isComplete() && !timeLeft().isZero();
    }

    /**
     * Whether as many messages are done as the plan says.
     *
     * @return false for ever where there is no count
     */
    public boolean isComplete() {
        return done >= plan.count();
    }

    /**
     * The time until the program ends.
     *
     * @return zero when it is over
     */
    public Duration timeLeft() {
        return Duration.ofNanos(Math.max(0, nanosLeft()));
    }

    /**
     * The messages that a socket receives, until there is no more to do.
     *
     * @param socket where from
     * @return messages for one loop, which waits for each
     */
    public Iterable<Message> messages(Receiver socket) {
        return () -> new Iterator<>() {
            private @Nullable Message message;

            @Override
            public boolean hasNext() {
                if (message == null && goesOn()) {
                    message = socket.receive(timeLeft());
                }
                return message != null;
            }

            @Override
            public Message next() {
                if (!hasNext() || message == null) {
                    throw new NoSuchElementException("the course is over");
                }
                Message taken = message;
                message = null;
                return taken;
            }
        };
    }

    /**
     * How many messages are done.
     *
     * @return 0 at first
     */
    public long done() {
        return done;
    }

    /**
     * Counts one message, and waits until it is time for the next.
     *
     * @throws InterruptedSocketException when the thread is interrupted meanwhile
     */
    public void next() {
        done++;
        if (isComplete() || plan.every().isZero()) {
            return;
        }
        long now = System.nanoTime();
        nextNanos = (done == 1 ? now : nextNanos) + plan.every().toNanos();
        if (nextNanos - now < 0) {
            nextNanos = now;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(Math.min(nextNanos - now, nanosLeft()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedSocketException("interrupted between two messages: done=" + done);
        }
    }

    /**
     * Prints a line, and flushes it.
     *
     * @param line without its end
     * @throws UncheckedIOException when nobody reads it any more
     */
    public void print(String line) {
        try {
            out.write((line + '\n').getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure.getMessage(), failure);
        }
    }

    /**
     * Tells people something that is not output.
     *
     * @param line without its end
     */
    public void complain(String line) {
        err.println(line);
        err.flush();
    }

    private long nanosLeft() {
        return plan.time().toNanos() - (System.nanoTime() - startNanos);
    }
}
