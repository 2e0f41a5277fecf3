package io.nolmq.internal.engine;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
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
    private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();
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
            if (number > free.size() + maximum - made) {
                return null;
            }
            for (int i = 0; i < number; i++) {
                ByteBuffer buffer = free.pollLast();
                buffers[i] = buffer == null ? make() : buffer;
            }
            return buffers;
        } catch (OutOfMemoryError none) { // of direct memory: the limit may be lower than that of the heap
            Arrays.stream(buffers).takeWhile(buffer -> buffer != null).forEach(free::addLast);
            maximum = made; // each further try would be a full collection
            return null;
        } finally {
            lock.unlock();
        }
    }

    private ByteBuffer make() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        made++;
        return buffer;
    }

    /** Takes buffers back. The caller must not touch them again. */
    public void release(ByteBuffer[] buffers) {
        lock.lock();
        try {
            for (ByteBuffer buffer : buffers) {
                free.addLast(buffer.clear());
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many are handed out. */
    public int inUse() {
        lock.lock();
        try {
            return made - free.size();
        } finally {
            lock.unlock();
        }
    }
}
