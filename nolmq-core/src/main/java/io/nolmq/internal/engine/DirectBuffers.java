package io.nolmq.internal.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Direct buffers of one size, for bytes that wait for the kernel outside the heap: the collector need not copy them, nor the
 * JDK before it writes them. Together they take a 16th of the maximum heap at most, and no more than 128 MiB, and are kept for
 * the next time; whoever finds them in use does without. What was handed back last is handed out first, for it may still lie
 * in a cache. Safe for any thread.
 */
public final class DirectBuffers {
    /** The size: a little more than a power of two, for a header with a body of that size. */
    public static final int BUFFER_BYTES = 64 * 1024 + 64;

    private static final long MAXIMUM_BYTES = 2048L * BUFFER_BYTES;

    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock reserveLock = new ReentrantLock();
    /** Made beforehand, for when there is no direct memory left. */
    private final ByteBuffer reserve = ByteBuffer.allocateDirect(BUFFER_BYTES);

    /** Those that are not handed out, the newest last; with room for all that were made. */
    private @Nullable ByteBuffer[] free = new ByteBuffer[16];

    private int freeNumber;
    private int maximum;
    private int made;

    /** As many as the maximum heap allows. */
    public DirectBuffers() {
        this((int) (Math.min(MAXIMUM_BYTES, Runtime.getRuntime().maxMemory() / 16) / BUFFER_BYTES));
    }

    /** At most that many. */
    public DirectBuffers(int maximum) {
        this.maximum = maximum;
    }

    /** So many empty buffers, or null when there are not enough. */
    public ByteBuffer @Nullable [] acquire(int number) {
        ByteBuffer[] buffers = new ByteBuffer[number];
        lock.lock();
        try {
            if (number > freeNumber + maximum - made || !make(number - freeNumber)) {
                return null;
            }
            for (int i = 0; i < number; i++) {
                ByteBuffer buffer = free[--freeNumber];
                if (buffer == null) {
                    throw new AssertionError("a gap among the free buffers");
                }
                free[freeNumber] = null;
                buffers[i] = buffer;
            }
            return buffers;
        } finally {
            lock.unlock();
        }
    }

    /** Makes so many more; false when there is no memory. */
    private boolean make(int number) {
        try {
            for (int i = 0; i < number; i++) {
                if (made == free.length) {
                    free = Arrays.copyOf(free, 2 * made);
                }
                ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
                System.arraycopy(free, 0, free, 1, freeNumber); // those used last are handed out first
                free[0] = buffer;
                freeNumber++;
                made++;
            }
            return true;
        } catch (OutOfMemoryError none) { // of direct memory: the limit may be lower than that of the heap
            maximum = made; // each further try would be a full collection
            return false;
        }
    }

    /**
     * Writes bytes from the heap, as much as the kernel takes, when the JDK has no direct memory to do so. Without
     * allocating; where another thread does the same just now, nothing is taken.
     *
     * @throws IOException when the connection takes nothing any more
     */
    public int writeFromReserve(WritableByteChannel to, ByteBuffer bytes) throws IOException {
        if (!reserveLock.tryLock()) {
            return 0;
        }
        try {
            int position = bytes.position();
            int end = bytes.limit();
            bytes.limit(Math.min(end, position + BUFFER_BYTES));
            reserve.clear();
            reserve.put(bytes).flip();
            bytes.limit(end).position(position);
            int taken = to.write(reserve);
            bytes.position(position + Math.max(0, taken));
            return taken;
        } finally {
            reserveLock.unlock();
        }
    }

    /** Takes buffers back. The caller must not touch them again. */
    public void release(ByteBuffer[] buffers) {
        lock.lock();
        try {
            for (ByteBuffer buffer : buffers) {
                free[freeNumber++] = buffer.clear();
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many are handed out. */
    public int inUse() {
        lock.lock();
        try {
            return made - freeNumber;
        } finally {
            lock.unlock();
        }
    }
}
