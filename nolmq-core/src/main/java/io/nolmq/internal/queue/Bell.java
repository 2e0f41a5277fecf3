package io.nolmq.internal.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Whether one who waits for something of a queue has been told that it is there: a consumer that there are elements, or a
 * producer that there is room. Rung once for any number, until the one who waits has found nothing again.
 *
 * <p>Nothing is left unannounced: the one changes the queue and then rings; the other resets the bell and then looks at the
 * queue. Each puts a full fence between the two, so one of them sees the other.
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

    /** @param rung false when the one who waits is to be told of the first thing that comes */
    public Bell(boolean rung) {
        this.rung = rung;
    }

    /** After a change: whether the one who waits is to be told of it, by whoever rings. */
    public boolean ring() {
        VarHandle.fullFence(); // counterpart: reset
        return !rung && RUNG.compareAndSet(this, false, true);
    }

    /** The one who waits, who has found nothing, and looks once more after this. */
    public void reset() {
        rung = false;
        VarHandle.fullFence(); // counterpart: ring
    }
}
