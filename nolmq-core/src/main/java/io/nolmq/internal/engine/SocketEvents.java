package io.nolmq.internal.engine;

import io.nolmq.message.Endpoint;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketEvent;
import java.util.ArrayDeque;
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
    private final ArrayDeque<SocketEvent> waiting = new ArrayDeque<>();
    /** The endpoint of the last event in the gap behind those that wait; null where there is no gap. */
    private @Nullable Endpoint gapEnd;

    private long missed;

    SocketEvents(Executor callbacks, ReasonCounters reasons) {
        this.callbacks = callbacks;
        this.reasons = reasons;
    }

    /** From now on. From any thread. */
    public void listen(Consumer<SocketEvent> listener) {
        listeners.add(listener);
    }

    /** From any thread; never waits. */
    public void report(SocketEvent event) {
        if (listeners.isEmpty()) {
            return;
        }
        if (queue(event)) {
            callbacks.execute(this::tellNext); // one call an event, so that the sockets of a context take turns
        } else {
            reasons.add(Reason.SLOW_LISTENER, 1);
        }
    }

    private boolean queue(SocketEvent event) {
        lock.lock();
        try {
            if (gapEnd != null || waiting.size() == WAITING_MAXIMUM) {
                gapEnd = event.endpoint();
                missed++;
                return false;
            }
            waiting.add(event);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void tellNext() {
        tell(nextWaiting());
        tell(nextGap());
    }

    private @Nullable SocketEvent nextWaiting() {
        lock.lock();
        try {
            return waiting.poll();
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
