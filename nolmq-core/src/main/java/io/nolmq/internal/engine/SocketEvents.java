package io.nolmq.internal.engine;

import io.nolmq.internal.queue.Ring;
import io.nolmq.message.Endpoint;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands what happens to a socket's connections to its listeners, in order, on the context's thread for such calls.
 *
 * <p>At most {@value #WAITING_MAXIMUM} events wait. As at a high-water mark the newest are dropped then, and counted, until
 * the listeners have caught up with all that waits; they are told of the gap where it is.
 */
public final class SocketEvents {
    static final int WAITING_MAXIMUM = 10_000;

    private final Executor callbacks;
    private final ReasonCounters reasons;
    private final List<Consumer<SocketEvent>> listeners = new CopyOnWriteArrayList<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Ring<SocketEvent> waiting = new Ring<>();
    /** The endpoint of the last event in the gap behind those that wait; null where there is no gap. */
    private @Nullable Endpoint gapEnd;

    private long missed;
    /** Events that wait, and that nobody was asked to tell: there was no memory for that. */
    private int owed;

    SocketEvents(Executor callbacks, ReasonCounters reasons) {
        this.callbacks = callbacks;
        this.reasons = reasons;
    }

    /** From now on. From any thread. */
    public void listen(Consumer<SocketEvent> listener) {
        listeners.add(listener);
    }

    /** From any thread; never waits, and throws nothing: where there is no memory for an event, it is dropped and counted. */
    public void report(SocketEvent event) {
        if (listeners.isEmpty()) {
            return;
        }
        if (queue(event)) {
            try {
                callbacks.execute(this::tellNext); // one call an event, so that the sockets of a context take turns
            } catch (Throwable fault) {
                owe();
            }
        } else {
            reasons.add(Reason.SLOW_LISTENER, 1);
        }
    }

    private void owe() {
        lock.lock();
        try {
            owed++;
        } finally {
            lock.unlock();
        }
    }

    private boolean queue(SocketEvent event) {
        lock.lock();
        try {
            if (gapEnd == null && waiting.size() < WAITING_MAXIMUM && add(event)) {
                return true;
            }
            gapEnd = event.endpoint();
            missed++;
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean add(SocketEvent event) {
        try {
            waiting.addLast(event);
            return true;
        } catch (OutOfMemoryError none) {
            return false;
        }
    }

    private void tellNext() {
        for (int i = takeOwed(); i >= 0; i--) {
            tell(nextWaiting());
        }
        tell(nextGap());
    }

    private int takeOwed() {
        lock.lock();
        try {
            int number = owed;
            owed = 0;
            return number;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable SocketEvent nextWaiting() {
        lock.lock();
        try {
            return waiting.pollFirst();
        } finally {
            lock.unlock();
        }
    }

    /** The gap, once all before it is told: whoever makes one knows that an event waits, and is told before this looks. */
    private @Nullable SocketEvent nextGap() {
        lock.lock();
        try {
            Endpoint end = gapEnd;
            if (end == null || !waiting.isEmpty()) {
                return null;
            }
            SocketEvent gap = SocketEvent.eventsDropped(end, missed);
            gapEnd = null;
            missed = 0;
            return gap;
        } finally {
            lock.unlock();
        }
    }

    private void tell(@Nullable SocketEvent event) {
        if (event == null) {
            return;
        }
        for (Consumer<SocketEvent> listener : listeners) {
            try {
                listener.accept(event);
            } catch (Throwable fault) { // the user's own; it must not keep the others from their event
                Faults.report("a listener failed", fault);
            }
        }
    }
}
