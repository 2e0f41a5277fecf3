package io.nolmq.internal.engine;

import java.util.ArrayList;
import java.util.List;

/** The pipes of one socket that have bytes to write. Belongs to the send side, but for the flusher's call. */
final class Dirty {
    private final Side sendSide;
    private final Flusher flusher;
    private final List<SocketCore.Flushable> pipes = new ArrayList<>();
    private boolean withFlusher;

    Dirty(Side sendSide, Flusher flusher) {
        this.sendSide = sendSide;
        this.flusher = flusher;
    }

    /** Sees to it that the pipe is flushed: by the flusher, or before this thread waits. */
    void add(SocketCore.Flushable pipe) {
        pipes.add(pipe);
        if (!withFlusher) {
            withFlusher = true;
            flusher.add(this);
        }
        DirtySockets.add(this);
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
            flushAll();
        });
    }
}
