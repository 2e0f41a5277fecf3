package io.nolmq.testtransport;

import io.nolmq.message.Reason;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One end of a connection. Belongs to its loop, but where a method says otherwise. */
final class Connection {
    /** Takes what comes over a connection. Called on the loop. */
    interface Handler {
        /** Whether there is room for another frame; who said no calls {@link Connection#wake} when there is. */
        boolean mayRead();

        void onFrame(Connection from, Frame frame);

        /** What this end writes to has room again, or is read by nobody any more. */
        void onRoom(Connection of);

        /**
         * The connection is over.
         *
         * @param inOrder whether the peer closed its end behind all that it sent
         */
        void onEnd(Connection ended, Reason reason, String detail, boolean inOrder);
    }

    private final Loop loop;
    private final Wire in;
    private final Wire out;
    private final AtomicBoolean reads = new AtomicBoolean();
    private @Nullable Connection other;
    private @Nullable Handler handler;
    private boolean ended;

    private Connection(Loop loop, Wire in, Wire out) {
        this.loop = loop;
        this.in = in;
        this.out = out;
    }

    /** Makes two ends; neither is read before it has begun. Returns the first, which knows the second. */
    static Connection pair(Loop one, Loop other) {
        Wire there = new Wire();
        Wire back = new Wire();
        Connection first = new Connection(one, back, there);
        Connection second = new Connection(other, there, back);
        first.other = second;
        second.other = first;
        return first;
    }

    Connection other() {
        Connection known = other;
        if (known == null) {
            throw new AssertionError("a connection with one end");
        }
        return known;
    }

    /** From any thread. */
    Wire out() {
        return out;
    }

    /** Begins to read. */
    void begin(Handler first, Frame.Hello hello) {
        handler = first;
        loop.add(this);
        if (!out.offer(hello)) {
            end(Reason.CONNECTION_LOST, "the peer is gone", false);
            return;
        }
        other().wake();
        wake();
    }

    /** From the next frame on another handler has it. */
    void handOver(Handler next) {
        handler = next;
    }

    /** Reads, soon. From any thread; never waits. */
    void wake() {
        if (reads.compareAndSet(false, true)) {
            loop.execute(this::read);
        }
    }

    private void read() {
        reads.set(false);
        try {
            Handler to = handler;
            while (!ended && to != null && to.mayRead()) {
                Frame frame = in.poll();
                if (frame != null) {
                    if (in.wakesWriter()) {
                        other().wakeWriter();
                    }
                    to.onFrame(this, frame);
                } else if (in.isAtEnd()) {
                    end(Reason.END_OF_STREAM, "the peer closed its end", true);
                } else {
                    return;
                }
                to = handler;
            }
        } catch (RuntimeException | Error fault) {
            fail(fault);
        }
    }

    private void wakeWriter() {
        loop.execute(() -> {
            Handler to = handler;
            if (!ended && to != null) {
                to.onRoom(this);
            }
        });
    }

    /** Nothing more is sent; the peer's answer is its own end. From any thread. */
    void shutDown() {
        out.close();
        other().wake();
    }

    /** Ends with an internal error. From any thread; never waits. */
    void fail(Throwable fault) {
        loop.execute(() -> end(Reason.INTERNAL_ERROR, String.valueOf(fault), false));
    }

    /** Ends for a reason of ours, behind what has been written. From any thread; never waits. */
    void endSoon(Reason reason, String detail) {
        loop.execute(() -> end(reason, detail, false));
    }

    /** The loop ends, and with it this end: the peer is told, nobody else. */
    void abandon() {
        ended = true;
        in.cancel();
        out.close();
        other().wake();
        other().wakeWriter();
    }

    /** The same at once, on the loop. */
    void endNow(Reason reason, String detail) {
        end(reason, detail, false);
    }

    private void end(Reason reason, String detail, boolean inOrder) {
        if (ended) {
            return;
        }
        abandon();
        loop.remove(this);
        Handler to = handler;
        if (to != null) {
            to.onEnd(this, reason, detail, inOrder);
        }
    }
}
