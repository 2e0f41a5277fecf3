package io.nolmq.internal.engine;

import io.nolmq.message.SocketEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Hands what happens to a socket's connections to its listeners, in order, on the context's thread for such calls. */
public final class SocketEvents {
    private final Executor callbacks;
    private final List<Consumer<SocketEvent>> listeners = new CopyOnWriteArrayList<>();

    SocketEvents(Executor callbacks) {
        this.callbacks = callbacks;
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
        callbacks.execute(() -> {
            for (Consumer<SocketEvent> listener : listeners) {
                try {
                    listener.accept(event);
                } catch (Throwable fault) { // the user's own; it must not keep the others from their event
                    Faults.report("a listener failed", fault);
                }
            }
        });
    }
}
