package io.nolmq.internal.engine;

import io.nolmq.message.Message;
import io.nolmq.spi.Pattern;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls of the application that receive, and how they wait. Thread-safe. */
public final class ReceiveCalls {
    private final String name;
    private final SocketLife life;
    private final ReceiveSide receiveSide;
    private final Pattern pattern;

    ReceiveCalls(SocketHost host, SocketLife life) {
        this.name = host.name();
        this.life = life;
        this.receiveSide = host.receiveSide();
        this.pattern = host.pattern();
    }

    /** Receives if a message is there. Where it throws, no message was taken. */
    public @Nullable Message tryReceive() {
        Message message = null;
        boolean held = false;
        try {
            receiveSide.lock();
            held = true;
            try {
                life.requireOpen();
                message = pattern.tryReceive();
                if (message != null) {
                    onReceived();
                }
            } finally {
                receiveSide.unlock();
                held = false;
            }
        } catch (Throwable fault) {
            if (held) { // no stack to call anything
                receiveSide.state = Side.FREE;
            }
            if (fault instanceof Error) {
                Overflows.count++;
            }
            if (message == null) {
                throw fault;
            }
        }
        return message;
    }

    /**
     * Receives up to a number of messages: waits for the first alone, for as long as it takes or up to a deadline. Where it
     * throws, none was taken.
     *
     * @return empty when the deadline has passed
     */
    public List<Message> receiveAll(int most, boolean timed, long deadlineNanos) {
        ArrayList<Message> messages = new ArrayList<>();
        if (!receiveSome(messages, most)) {
            Message first = receiveWaiting(timed, deadlineNanos);
            if (first == null) {
                return messages;
            }
            messages.add(first); // there is room: it cannot fail
        }
        try {
            while (messages.size() < most && receiveSome(messages, most)) {
                // some more, under another hold
            }
        } catch (Throwable fault) { // closed meanwhile, or no memory: what was taken is given out
            Overflows.count++;
        }
        return messages;
    }

    /** Takes what is there, under one hold of the side, which is no longer than a hold may be. False when nothing is. */
    @SuppressWarnings("NonApiType") // a list of which the capacity can be ensured
    private boolean receiveSome(ArrayList<Message> into, int most) {
        int before = into.size();
        int end = Math.min(most, before + HoldLimit.MESSAGES_MAXIMUM);
        into.ensureCapacity(end); // from here on to add one cannot fail
        boolean held = false;
        try {
            receiveSide.lock();
            held = true;
            try {
                life.requireOpen();
                long until = System.nanoTime() + HoldLimit.HOLD_NANOS;
                Message message = pattern.tryReceive();
                while (message != null) {
                    into.add(message);
                    receiveSide.countReceive();
                    int taken = into.size() - before;
                    message = into.size() < end && !HoldLimit.isOver(taken, until) ? pattern.tryReceive() : null;
                }
                if (into.size() > before && receiveSide.isWaitedFor() && pattern.mayHaveMore()) {
                    receiveSide.wake();
                }
            } finally {
                receiveSide.unlock();
                held = false;
            }
        } catch (Throwable fault) {
            if (held) { // no stack to call anything
                receiveSide.state = Side.FREE;
            }
            if (fault instanceof Error) {
                Overflows.count++;
            }
            if (into.size() == before) {
                throw fault;
            }
        }
        return into.size() > before;
    }

    /** Receives, or returns null when the time is over. Where it throws, no message was taken. */
    public @Nullable Message receive(long timeoutNanos) {
        return timeoutNanos <= 0 ? tryReceive() : receiveWaiting(true, System.nanoTime() + timeoutNanos);
    }

    /**
     * Receives; waits for as long as it takes, or up to a deadline. Where it throws, no message was taken.
     *
     * @return null when the deadline has passed
     */
    public @Nullable Message receiveWaiting(boolean timed, long deadlineNanos) {
        Message message = null;
        ReceiveWait wait = null;
        boolean held = false;
        try {
            receiveSide.lock();
            held = true;
            while (true) {
                life.requireOpen();
                message = pattern.tryReceive();
                if (message != null) {
                    onReceived();
                    break;
                }
                SocketCore.requireUninterrupted(name, "receive");
                if (timed && deadlineNanos - System.nanoTime() <= 0) {
                    receiveSide.leave();
                    break;
                }
                wait = receiveSide.beginWait();
                receiveSide.unlock();
                held = false;
                wait.await(timed, deadlineNanos);
                receiveSide.lock(wait.place());
                held = true;
                wait.end();
                wait = null;
            }
            receiveSide.unlock();
            held = false;
        } catch (Throwable fault) {
            try {
                leaveReceiving(held, wait);
            } catch (Throwable deep) {
                if (held) { // no stack to call anything
                    receiveSide.state = Side.FREE;
                }
                Overflows.count++;
            }
            if (message == null) {
                throw fault;
            }
        }
        return message;
    }

    /** Ends a wait that failed, and gives the side back. Where it throws, nothing has changed but that the wait is over. */
    private void leaveReceiving(boolean held, @Nullable ReceiveWait wait) {
        if (!held) {
            if (wait == null) {
                return;
            }
            boolean locked = false;
            try {
                receiveSide.lock(wait.place());
                locked = true;
            } finally {
                if (!locked) {
                    wait.abandon();
                }
            }
        }
        try {
            if (wait != null) {
                wait.end();
            }
            receiveSide.leave();
        } catch (Throwable again) { // others are woken late
            Overflows.count++;
        }
        receiveSide.unlock();
    }

    /**
     * A receiver took a message. The kernel wakes one thread for many messages, and another may have read them all: so
     * whoever takes one wakes the next thread that waits, if there may be more.
     */
    private void onReceived() {
        receiveSide.countReceive();
        if (receiveSide.isWaitedFor() && pattern.mayHaveMore()) {
            receiveSide.wake();
        }
    }

    // ------------------------------------------------------------------ readiness

    /** Whether a message can be received now. */
    public boolean isReadable() {
        return receiveSide.holding(() -> {
            life.requireOpen();
            return pattern.isReadable();
        });
    }

    /**
     * Has an observer woken, once, when there may be a message, when the socket is closed or its context shut down.
     *
     * @return whether there is a message now: then the observer is not woken
     */
    public boolean observeReadable(Waiter observer) {
        return receiveSide.holding(() -> {
            life.requireOpen();
            if (pattern.isReadable()) {
                return true;
            }
            receiveSide.enter(observer);
            return false;
        });
    }

    /** The observer does not want to know any more. Harmless when it was woken. */
    public void ignoreReadable(Waiter observer) {
        receiveSide.holding(() -> {
            receiveSide.leave(observer);
            return null;
        });
    }
}
