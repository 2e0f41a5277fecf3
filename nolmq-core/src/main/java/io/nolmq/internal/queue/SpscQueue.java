package io.nolmq.internal.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A queue from one producer to one consumer at a time, in linked chunks, with a bound that is exact. Who produces may
 * change from thread to thread, as long as a lock orders them; the same for who consumes. Lock-free.
 *
 * <p>An element is visible by the release of its slot. The consumer's count is stored volatile and read volatile when the
 * queue seems full, so that a producer that says "I wait" and looks again cannot miss the room, nor a consumer that makes
 * room and looks for one that waits miss the waiter.
 *
 * @param <E> what is queued
 */
public final class SpscQueue<E> {
    private static final int CHUNK = 128;
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final VarHandle CONSUMED;

    static {
        try {
            CONSUMED = MethodHandles.lookup().findVarHandle(SpscQueue.class, "consumed", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private static final class Chunk {
        final @Nullable Object[] slots = new Object[CHUNK];
        volatile @Nullable Chunk next;
    }

    private final long capacity;

    // ---- producer
    private Chunk tail;
    private int tailIndex;
    private long produced;
    private long consumedSeen;

    // ---- consumer
    private Chunk head;
    private int headIndex;

    @SuppressWarnings("unused") // written through CONSUMED
    private volatile long consumed;

    /** @param capacity how many elements it holds at most; 0 for no bound */
    public SpscQueue(long capacity) {
        this.capacity = capacity == 0 ? Long.MAX_VALUE : capacity;
        head = new Chunk();
        tail = head;
    }

    /** Producer: takes an element unless the queue is full. */
    public boolean offer(E element) {
        if (isFull()) {
            return false;
        }
        if (tailIndex == CHUNK) {
            Chunk next = new Chunk();
            tail.next = next;
            tail = next;
            tailIndex = 0;
        }
        SLOT.setRelease(tail.slots, tailIndex++, element);
        produced++;
        return true;
    }

    /** Producer: whether it holds as many as it may. */
    public boolean isFull() {
        if (produced - consumedSeen < capacity) {
            return false;
        }
        consumedSeen = consumed;
        return produced - consumedSeen >= capacity;
    }

    /** Consumer: the oldest element, or null. */
    @SuppressWarnings("unchecked") // offer took it as an E
    public @Nullable E poll() {
        if (headIndex == CHUNK) {
            Chunk next = head.next;
            if (next == null) {
                return null;
            }
            head = next;
            headIndex = 0;
        }
        Object element = SLOT.getAcquire(head.slots, headIndex);
        if (element == null) {
            return null;
        }
        head.slots[headIndex++] = null;
        CONSUMED.setVolatile(this, consumed + 1);
        return (E) element;
    }

    /** From any thread: how many it held, at about this moment. */
    public int size() {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, produced - consumed));
    }
}
