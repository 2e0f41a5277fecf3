package io.nolmq.internal.engine;

import io.nolmq.message.InterruptedSocketException;
import io.nolmq.message.Message;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketClosedException;
import io.nolmq.spi.Pattern;
import io.nolmq.spi.Pipe;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A socket without its type: two sides, a pattern, and the calls that wait. Safe for any number of threads.
 *
 * <p>Order of locks: the send side before the receive side, never two sockets at once. A lock-step type has one side for
 * both directions.
 */
public final class SocketCore {
    private static final int WRITES_PER_CALL = 8;

    private final String name;
    private final IoThread io;
    private final Flusher flusher;
    private final ReceiveSide receiveSide;
    private final Side sendSide;
    private final Pattern pattern;
    private final ReasonCounters reasons = new ReasonCounters();

    // ---- under the send side
    private final WaitQueue senders = new WaitQueue();
    private final List<Flushable> dirty = new ArrayList<>();
    private boolean inFlusher;
    private int writesLeft;

    private volatile boolean closed;

    /** What has bytes to write, under the send side. */
    public interface Flushable {
        /** Writes what is there, as far as the kernel takes it. */
        void flush();
    }

    /**
     * @param name for messages, as {@code PUSH-3}
     * @param lockStep whether both directions share one side
     * @param patterns makes the pattern, given what finds readable pipes
     */
    public SocketCore(
            String name, boolean lockStep, IoThread io, Flusher flusher, Function<ReceiveSide, Pattern> patterns) {
        this.name = name;
        this.io = io;
        this.flusher = flusher;
        this.receiveSide = new ReceiveSide(io, this::reportReadable);
        this.sendSide = lockStep ? receiveSide : new Side();
        this.pattern = patterns.apply(receiveSide);
    }

    // ------------------------------------------------------------------ sending

    /** Sends; waits for room for as long as it takes. */
    public void send(Message message) {
        if (!trySend(message).isSent()) {
            sendSlowly(message, false, 0);
        }
    }

    /** Sends if that is possible without waiting. */
    public SendResult trySend(Message message) {
        sendSide.lock();
        try {
            requireOpen();
            writesLeft = WRITES_PER_CALL;
            return pattern.trySend(message);
        } finally {
            sendSide.unlock();
        }
    }

    /** Sends, or gives up when the time is over. */
    public SendResult send(Message message, long timeoutNanos) {
        SendResult result = trySend(message);
        return result.isSent() || timeoutNanos <= 0
                ? result
                : sendSlowly(message, true, System.nanoTime() + timeoutNanos);
    }

    private SendResult sendSlowly(Message message, boolean timed, long deadlineNanos) {
        while (true) {
            WaitQueue.Waiter waiter;
            sendSide.lock();
            try {
                requireOpen();
                writesLeft = WRITES_PER_CALL;
                SendResult result = pattern.trySend(message);
                if (result == SendResult.SENT
                        || result == SendResult.UNROUTABLE
                        || (timed && deadlineNanos - System.nanoTime() <= 0)) {
                    return result;
                }
                waiter = senders.enter();
            } finally {
                sendSide.unlock();
            }
            DirtySockets.flushMine();
            waiter.park(this, deadlineNanos, timed);
            if (!waiter.isWoken()) {
                sendSide.lock();
                senders.leave(waiter);
                sendSide.unlock();
                requireUninterrupted("send");
            }
        }
    }

    // ------------------------------------------------------------------ receiving

    /** Receives; waits for as long as it takes. */
    public Message receive() {
        Message message = receive(false, 0);
        if (message == null) {
            throw new AssertionError("an untimed receive came back with nothing");
        }
        return message;
    }

    /** Receives if a message is there. */
    public @Nullable Message tryReceive() {
        receiveSide.lock();
        try {
            requireOpen();
            Message message = pattern.tryReceive();
            if (message != null) {
                receiveSide.countReceive();
            }
            return message;
        } finally {
            receiveSide.unlock();
        }
    }

    /** Receives, or returns null when the time is over. */
    public @Nullable Message receive(long timeoutNanos) {
        return timeoutNanos <= 0 ? tryReceive() : receive(true, System.nanoTime() + timeoutNanos);
    }

    private @Nullable Message receive(boolean timed, long deadlineNanos) {
        receiveSide.lock();
        try {
            while (true) {
                requireOpen();
                Message message = pattern.tryReceive();
                if (message != null) {
                    receiveSide.countReceive();
                    return message;
                }
                requireUninterrupted("receive");
                if (timed && deadlineNanos - System.nanoTime() <= 0) {
                    return null;
                }
                receiveSide.await(timed, deadlineNanos);
            }
        } finally {
            receiveSide.unlock();
        }
    }

    // ------------------------------------------------------------------ for pipes and transports

    /** The name, for messages. */
    public String name() {
        return name;
    }

    /** The thread that serves the channels of this socket. */
    public IoThread io() {
        return io;
    }

    /** Has work done under the send side, by whoever holds it. From any thread; never waits. */
    public void onSendSide(Runnable work) {
        sendSide.post(work);
    }

    /** Has work done under the receive side, by whoever holds it. From any thread; never waits. */
    public void onReceiveSide(Runnable work) {
        receiveSide.post(work);
    }

    /** From under the receive side: has work done under the send side, once the receive side is free. */
    public void onSendSideAfterReceive(Runnable work) {
        receiveSide.postAfterUnlock(sendSide, work);
    }

    /** What was dropped, refused or closed, and why. From any thread. */
    public ReasonCounters reasons() {
        return reasons;
    }

    /** A peer has come; under the send side. */
    public void attach(Pipe pipe) {
        pattern.onAttached(pipe);
        senders.wakeAll();
    }

    /** A peer has gone; under the send side. */
    public void detach(Pipe pipe) {
        pattern.onDetached(pipe);
        senders.wakeAll();
    }

    /** A pipe that was full has room; under the send side. */
    public void roomIn(Pipe pipe) {
        pattern.onRoom(pipe);
        senders.wakeAll();
    }

    /** Under the receive side: a pipe has something to poll. */
    public void readable(Pipe pipe) {
        pattern.onReadable(pipe);
        receiveSide.wake();
    }

    public Pattern pattern() {
        return pattern;
    }

    public ReceiveSide receiveSide() {
        return receiveSide;
    }

    /** Under the send side: whether this call may still write to a channel itself. */
    public boolean takeWrite() {
        return writesLeft-- > 0;
    }

    /** Under the send side: something is left in a batch; the flusher or the next wait of this thread writes it. */
    public void markDirty(Flushable flushable) {
        dirty.add(flushable);
        if (!inFlusher) {
            inFlusher = true;
            flusher.add(this);
        }
        DirtySockets.add(this);
    }

    // ------------------------------------------------------------------ flushing

    /** Writes what is left in batches. May wait for the send side. */
    void flush() {
        sendSide.lock();
        try {
            flushDirty();
        } finally {
            sendSide.unlock();
        }
    }

    /** The same, on the flusher: never waits. */
    void flushInBackground() {
        sendSide.post(() -> {
            inFlusher = false;
            flushDirty();
        });
    }

    private void flushDirty() {
        for (int i = 0; i < dirty.size(); i++) {
            dirty.get(i).flush();
        }
        dirty.clear();
    }

    // ------------------------------------------------------------------ closing

    /** Ends every call that waits, now and later. From any thread. True for the first caller. */
    public boolean markClosed() {
        sendSide.lock();
        try {
            if (closed) {
                return false;
            }
            closed = true;
            senders.wakeAll();
            flushDirty();
        } finally {
            sendSide.unlock();
        }
        receiveSide.lock();
        receiveSide.wakeAll();
        receiveSide.closeSelector();
        receiveSide.unlock();
        return true;
    }

    public boolean isClosed() {
        return closed;
    }

    private void reportReadable(ReadableChannel readable) {
        if (readable instanceof Pipe pipe) {
            pattern.onReadable(pipe);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new SocketClosedException("the socket is closed: " + name);
        }
    }

    private void requireUninterrupted(String call) {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedSocketException("interrupted in " + call + ": socket=" + name);
        }
    }
}
