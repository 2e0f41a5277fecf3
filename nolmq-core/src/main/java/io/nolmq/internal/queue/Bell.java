package io.nolmq.internal.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Whether the consumer of a queue has been told that there is something. Rung once for any number of elements, until the
 * consumer has found the queue empty.
 *
 * <p>No element is left unannounced: the producer offers and then looks at the bell; the consumer resets the bell and then
 * looks at the queue. Each puts a full fence between the two, so one of them sees the other.
 */
public final class Bell {
    private static final VarHandle RUNG;

    static {
        try {
            RUNG = MethodHandles.lookup().findVarHandle(Bell.class, "rung", boolean.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    @SuppressWarnings("unused") // written through RUNG
    private volatile boolean rung;

    /** Producer, after an offer: whether the consumer is to be told, by this producer. */
    public boolean ring() {
        VarHandle.fullFence(); // counterpart: reset
        return !rung && RUNG.compareAndSet(this, false, true);
    }

    /** Consumer, who has found the queue empty, and looks once more after this. */
    public void reset() {
        rung = false;
        VarHandle.fullFence(); // counterpart: ring
    }
}
