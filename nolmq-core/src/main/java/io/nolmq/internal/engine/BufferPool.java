package io.nolmq.internal.engine;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Buffers of 64 KiB that go from connection to connection: one is held only while bytes stand in it. Keeps a few; what
 * comes back above that is garbage. Safe for any thread, never waits.
 */
public final class BufferPool {
    /** The size of each buffer. */
    public static final int BUFFER_BYTES = 64 * 1024;

    private static final int KEPT = 16;

    private final AtomicReferenceArray<byte[]> kept = new AtomicReferenceArray<>(KEPT);

    public byte[] acquire() {
        for (int i = 0; i < KEPT; i++) {
            if (kept.getPlain(i) != null) {
                byte[] buffer = kept.getAndSet(i, null);
                if (buffer != null) {
                    return buffer;
                }
            }
        }
        return new byte[BUFFER_BYTES];
    }

    /** Gives a buffer back. The caller must not touch it again. */
    public void release(byte[] buffer) {
        for (int i = 0; i < KEPT; i++) {
            if (kept.getPlain(i) == null && kept.compareAndSet(i, null, buffer)) {
                return;
            }
        }
    }
}
