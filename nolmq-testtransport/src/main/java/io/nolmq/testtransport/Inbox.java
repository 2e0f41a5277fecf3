package io.nolmq.testtransport;

import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.spi.InputAccount;
import io.nolmq.spi.LinkOptions;
import io.nolmq.spi.PipeHost;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What has come from one peer and was not received yet. The loop puts messages in, which are shown to the pattern, kept and
 * taken under the receive side. It belongs to that side, but where a field says otherwise.
 */
final class Inbox {
    /** A message, and the name of the peer that it came from. */
    private static final class Entry {
        private final Message message;
        private final byte[] name;

        Entry(Message message, byte[] name) {
            this.message = message;
            this.name = name;
        }

        Message message() {
            return message;
        }

        byte[] name() {
            return name;
        }
    }

    private final PipeHost host;
    private final ForeignPipe pipe;
    private final boolean conflate;
    private final boolean hasIntake;
    private final InputAccount account;
    private final ArrayDeque<Entry> queue = new ArrayDeque<>();
    private long wholeBytes;
    private byte[] name = {};
    private byte[] lastName = {};
    private boolean inTurn;
    /** Written under this side; read from any thread. */
    private final AtomicLong messages = new AtomicLong();

    private final AtomicLong bytes = new AtomicLong();

    // ---- between the loop and this side
    private final Queue<Message> arrivals = new ConcurrentLinkedQueue<>();
    /** How many messages have arrived and were not taken: counted up on the loop, down under this side. */
    private final AtomicInteger held = new AtomicInteger();

    private final AtomicBoolean announced = new AtomicBoolean();
    /** Set by the loop when it stops reading for want of room, and taken back by whoever makes some. */
    private volatile boolean loopWaits;
    // written under this side
    private volatile boolean paused;
    private volatile int mark;
    private volatile boolean readingHeld;
    private volatile boolean deaf;
    /** Written by the loop: the peer reads no more, so that what it has sent is all that will come. */
    private volatile boolean readsToEnd;

    Inbox(PipeHost host, LinkOptions options, ForeignPipe pipe) {
        this.host = host;
        this.pipe = pipe;
        this.conflate = options.snapshot().queue().conflate();
        this.mark = options.receiveHighWaterMark(host.options());
        this.hasIntake = host.hasIntake();
        this.account = host.openInputAccount(
                () -> host.postToReceiveSide(this::resume), detail -> pipe.refuse(Reason.BUDGET, detail));
    }

    // ------------------------------------------------------------------ on the loop

    boolean mayRead() {
        if (deaf || readsToEnd) {
            return true;
        }
        if (paused || readingHeld) {
            return false;
        }
        if (conflate || mark == 0 || held.get() < mark) {
            return true;
        }
        loopWaits = true;
        if (held.get() >= mark) {
            return false;
        }
        loopWaits = false;
        return true;
    }

    void arrive(Message message) {
        held.incrementAndGet();
        arrivals.add(message);
        if (announced.compareAndSet(false, true)) {
            host.postToReceiveSide(pipe.orEnd(this::take));
        }
    }

    void readToEnd() {
        readsToEnd = true;
    }

    // ------------------------------------------------------------------ under the receive side

    /** A peer is welcome, and what comes from now on is from it. */
    void open(byte[] peerName) {
        name = peerName;
        readsToEnd = false;
        if (host.notes().ofBegin()) {
            note();
        }
    }

    private void note() {
        held.incrementAndGet();
        keep(Message.of(new byte[0]));
        host.readable(pipe);
    }

    /** Takes what has arrived. */
    void take() {
        announced.set(false);
        for (Message next = arrivals.poll(); next != null; next = arrivals.poll()) {
            bytes.addAndGet(next.sizeBytes());
            Message kept = null;
            try {
                kept = hasIntake ? host.intake(pipe, next) : next;
            } finally {
                if (kept == null || deaf) {
                    held.decrementAndGet();
                }
            }
            if (kept != null && !deaf) {
                keep(kept);
            }
        }
        account.settle(wholeBytes, 0);
        paused = account.isCharged() && !account.mayRead(!queue.isEmpty());
        if (!queue.isEmpty()) {
            host.readable(pipe);
        }
        ring();
    }

    private void keep(Message message) {
        if (conflate && !queue.isEmpty()) {
            host.drop(Reason.CONFLATED, discard());
        }
        queue.add(new Entry(message, name));
        wholeBytes += account.costBytes(message);
    }

    @Nullable
    Message poll() {
        Entry next = queue.poll();
        if (next == null) {
            return null;
        }
        lastName = next.name();
        messages.incrementAndGet();
        wholeBytes -= account.costBytes(next.message());
        int left = held.decrementAndGet();
        if (account.isCharged()) {
            account.settleTaken(wholeBytes, 0);
        }
        if (paused && (!account.isCharged() || account.mayRead(!queue.isEmpty()))) {
            resume();
        }
        if (left <= mark / 2) {
            ring();
        }
        return next.message();
    }

    /** Sets the high-water mark; 0 for none. */
    void setMark(int now) {
        mark = now;
        ring();
    }

    private void ring() {
        if (loopWaits && (mark == 0 || held.get() < mark)) {
            loopWaits = false;
            pipe.wake();
        }
    }

    private void resume() {
        paused = false;
        pipe.wake();
    }

    void holdReading(boolean hold) {
        readingHeld = hold;
        if (!hold) {
            pipe.wake();
        }
    }

    /** The connection is gone; what came over it stays to be received, while the socket is open. */
    void close(boolean persistent) {
        take();
        if (host.notes().ofEnd() && !deaf) {
            note();
        }
        account.leave();
        paused = false;
        if (host.isClosed()) {
            host.drop(Reason.NOT_RECEIVED, discard());
        }
        if ((deaf || !persistent) && queue.isEmpty()) {
            host.silent(pipe);
        }
    }

    /** Nothing more is received: the socket is closed, or the endpoint disconnected. What comes is thrown away. */
    void stop() {
        take();
        deaf = true;
        if (host.isClosed()) {
            host.drop(Reason.NOT_RECEIVED, discard());
        }
        if (queue.isEmpty()) {
            host.silent(pipe);
        }
        pipe.wake();
    }

    /** Forgets what was not received; tells how many messages that were. */
    int discard() {
        int number = queue.size();
        queue.clear();
        held.addAndGet(-number);
        wholeBytes = 0;
        if (account.isCharged()) {
            account.settleTaken(0, 0);
        }
        return number;
    }

    byte[] lastName() {
        return lastName;
    }

    boolean isInTurn() {
        return inTurn;
    }

    void setInTurn(boolean now) {
        inTurn = now;
    }

    // ------------------------------------------------------------------ from any thread

    int held() {
        return held.get();
    }

    long messages() {
        return messages.get();
    }

    long bytes() {
        return bytes.get();
    }
}
