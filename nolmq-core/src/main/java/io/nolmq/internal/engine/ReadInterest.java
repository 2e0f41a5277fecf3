package io.nolmq.internal.engine;

import java.nio.channels.SelectionKey;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which of a socket's channels the I/O thread's selector reports when they can be read ("armed"), told by their keys there.
 * Belongs to the I/O thread.
 */
final class ReadInterest {
    private final Set<SelectionKey> disarmed = new LinkedHashSet<>();
    /** Of those the ones that stay so until they are released. */
    private final Set<SelectionKey> held = new HashSet<>();

    /** A channel has come; it may have been disarmed already. */
    void arm(SelectionKey key) {
        if (key.isValid() && !disarmed.contains(key)) {
            key.interestOpsOr(SelectionKey.OP_READ);
        }
    }

    /** Until all are armed. */
    void disarm(SelectionKey key) {
        if (key.isValid()) {
            disarmed.add(key); // first: a key that is disarmed and not known would stay so
            key.interestOpsAnd(~SelectionKey.OP_READ);
        }
    }

    /** Disarms until {@link #release}, whatever becomes of the others. */
    void hold(SelectionKey key) {
        held.add(key);
        disarm(key);
    }

    void release(SelectionKey key) {
        held.remove(key);
        disarmed.remove(key);
        arm(key);
    }

    /** Arms all that are not held. */
    void armAll() {
        disarmed.removeIf(key -> {
            boolean goes = !held.contains(key);
            if (goes && key.isValid()) {
                key.interestOpsOr(SelectionKey.OP_READ);
            }
            return goes;
        });
    }

    /**
     * A channel is gone; what it is read for, if at all, is for others to say. Not reported any more, it is not disarmed any
     * more either, which would keep its key for as long as callers read the others.
     */
    void forget(SelectionKey key) {
        if (key.isValid()) {
            key.interestOpsAnd(~SelectionKey.OP_READ);
        }
        disarmed.remove(key);
        held.remove(key);
    }
}
