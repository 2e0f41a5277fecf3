package io.nolmq.internal.engine;

import io.nolmq.internal.queue.Ring;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Buffers that go from connection to connection: one is held only while bytes stand in it. There are three sizes, so that
 * a thousand peers with a little to say do not take a thousand large ones. Of each size it keeps a 32nd of the maximum
 * heap, at most {@value #KEPT_MAXIMUM_BYTES} bytes; what comes back above that is garbage. Safe for any thread; never
 * waits, for whoever finds the pool in use goes without it.
 */
public final class BufferPool {
    /** The largest size. */
    public static final int BUFFER_BYTES = 64 * 1024;
    /** The middle one. */
    public static final int MEDIUM_BYTES = 16 * 1024;
    /** The smallest. */
    public static final int SMALL_BYTES = 4 * 1024;

    private static final int KEPT_MAXIMUM_BYTES = 16 * 1024 * 1024;
    private static final int KEPT_BYTES =
            (int) Math.min(KEPT_MAXIMUM_BYTES, Runtime.getRuntime().maxMemory() / 32);

    private final Shelf small = new Shelf(SMALL_BYTES);
    private final Shelf medium = new Shelf(MEDIUM_BYTES);
    private final Shelf large = new Shelf(BUFFER_BYTES);
    private final DirectBuffers direct = new DirectBuffers();

    private static final class Shelf {
        private final int bytes;
        private final ReentrantLock lock = new ReentrantLock();
        private final Ring<byte[]> buffers = new Ring<>();

        Shelf(int bytes) {
            this.bytes = bytes;
        }

        byte[] take() {
            byte @Nullable [] buffer = null;
            if (lock.tryLock()) {
                try {
                    buffer = buffers.pollLast();
                } finally {
                    lock.unlock();
                }
            }
            return buffer == null ? new byte[bytes] : buffer;
        }

        void put(byte[] buffer) {
            if (lock.tryLock()) {
                try {
                    if (buffers.size() < KEPT_BYTES / bytes) {
                        buffers.addLast(buffer);
                    }
                } catch (OutOfMemoryError none) {
                    buffer[0] = 0; // it is garbage, and whoever gave it back has no harm of it
                } finally {
                    lock.unlock();
                }
            }
        }
    }

    /** One of the largest size. */
    public byte[] acquire() {
        return large.take();
    }

    /** The smallest that holds that many bytes; the largest, when none does. */
    public byte[] acquire(int bytes) {
        return shelf(bytes).take();
    }

    /** Gives a buffer back. The caller must not touch it again. One that is not of the pool's sizes is garbage. */
    public void release(byte[] buffer) {
        Shelf shelf = shelf(buffer.length);
        if (shelf.bytes == buffer.length) {
            shelf.put(buffer);
        }
    }

    /** Those outside the heap. */
    public DirectBuffers direct() {
        return direct;
    }

    private Shelf shelf(int bytes) {
        if (bytes <= SMALL_BYTES) {
            return small;
        }
        return bytes <= MEDIUM_BYTES ? medium : large;
    }
}
