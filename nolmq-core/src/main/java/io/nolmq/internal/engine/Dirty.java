package io.nolmq.internal.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * The pipes of one socket that have bytes to write. Belongs to the send side, but for the flusher's call.
 *
 * <p>To write to many peers takes longer than a tick of the flusher. If each tick led to a flush, a sender that never rests
 * would do nothing else, with one message to each peer at a time. So after a flush that the flusher asked for, twice the
 * time it took is left to the senders.
 */
final class Dirty {
    private static final int REST = 2;

    private final Side sendSide;
    private final Flusher flusher;
    private final List<SocketCore.Flushable> pipes = new ArrayList<>();
    private boolean withFlusher;
    private long restUntilNanos = System.nanoTime();

    Dirty(Side sendSide, Flusher flusher) {
        this.sendSide = sendSide;
        this.flusher = flusher;
    }

    /** Sees to it that the pipe is flushed: by the flusher, or before this thread waits. */
    void add(SocketCore.Flushable pipe) {
        pipes.add(pipe);
        askFlusher();
        CallerWrites.mine().leave(this);
    }

    private void askFlusher() {
        if (!withFlusher) {
            withFlusher = true;
            flusher.add(this);
        }
    }

    /** Under the send side. */
    void flushAll() {
        for (int i = 0; i < pipes.size(); i++) {
            pipes.get(i).flush();
        }
        pipes.clear();
    }

    /** Takes the send side for it, and may wait for that. */
    void flushWaiting() {
        sendSide.lock();
        try {
            flushAll();
        } finally {
            sendSide.unlock();
        }
    }

    /** On the flusher: never waits. */
    void flushInBackground() {
        sendSide.post(() -> {
            withFlusher = false;
            long begin = System.nanoTime();
            if (begin - restUntilNanos < 0) {
                askFlusher();
                return;
            }
            flushAll();
            long end = System.nanoTime();
            restUntilNanos = end + REST * (end - begin);
        });
    }
}
