package io.nolmq.internal.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A queue from one producer to one consumer at a time, in linked chunks, with a bound that is exact. Who produces may
 * change from thread to thread, as long as a lock orders them; the same for who consumes. Lock-free.
 *
 * <p>An element is visible by the release of its slot, room by the release of the consumer's count. Who waits for either
 * is told by a {@link Bell}.
 *
 * @param <E> what is queued
 */
public final class SpscQueue<E> {
    private static final int CHUNK = 128;
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final VarHandle COUNT;

    static {
        try {
            COUNT = MethodHandles.lookup().findVarHandle(EndFields.class, "count", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private static final class Chunk {
        final @Nullable Object[] slots = new Object[CHUNK];
        volatile @Nullable Chunk next;
    }

    private abstract static class EndFields extends CacheLines.Before {
        Chunk chunk;
        int index;
        /** How many elements went in, or out, here. The consumer's is read by others, through COUNT. */
        long count;
        /** The producer's: what the consumer's count was when it looked. */
        long countSeen;

        EndFields(Chunk first) {
            chunk = first;
        }
    }

    /** Where elements go in, or out: two objects, each with room before and behind its fields. */
    @SuppressWarnings("unused") // the room
    private static final class End extends EndFields {
        private long a0;
        private long a1;
        private long a2;
        private long a3;
        private long a4;
        private long a5;
        private long a6;
        private long a7;
        private long b0;
        private long b1;
        private long b2;
        private long b3;
        private long b4;
        private long b5;
        private long b6;
        private long b7;

        End(Chunk first) {
            super(first);
        }
    }

    /** The producer's. */
    private long capacity;

    private final End producer;
    private final End consumer;

    /** @param capacity how many elements it holds at most; 0 for no bound */
    public SpscQueue(long capacity) {
        setCapacity(capacity);
        Chunk first = new Chunk();
        producer = new End(first);
        consumer = new End(first);
    }

    /** Producer: sets how many elements it holds at most, 0 for no bound. Elements above that stay. */
    public void setCapacity(long most) {
        capacity = most == 0 ? Long.MAX_VALUE : most;
    }

    /** Producer: how many elements it holds at most. */
    public long capacity() {
        return capacity;
    }

    /** Producer: takes an element unless the queue is full. */
    public boolean offer(E element) {
        if (isFull()) {
            return false;
        }
        add(element);
        return true;
    }

    /** Producer: takes an element, even if the queue is full. */
    public void add(E element) {
        End mine = producer;
        if (mine.index == CHUNK) {
            Chunk next = new Chunk();
            mine.chunk.next = next;
            mine.chunk = next;
            mine.index = 0;
        }
        int at = mine.index;
        SLOT.setRelease(mine.chunk.slots, at, element);
        mine.index = at + 1;
        mine.count++;
    }

    /** Producer: whether it holds as many as it may. */
    public boolean isFull() {
        End mine = producer;
        if (mine.count - mine.countSeen < capacity) {
            return false;
        }
        mine.countSeen = (long) COUNT.getVolatile(consumer);
        return mine.count - mine.countSeen >= capacity;
    }

    /** Consumer: the oldest element, or null. */
    @SuppressWarnings("unchecked") // offer took it as an E
    public @Nullable E poll() {
        End mine = consumer;
        if (mine.index == CHUNK) {
            Chunk next = mine.chunk.next;
            if (next == null) {
                return null;
            }
            mine.chunk = next;
            mine.index = 0;
        }
        Object element = SLOT.getAcquire(mine.chunk.slots, mine.index);
        if (element == null) {
            return null;
        }
        COUNT.setRelease(mine, mine.count + 1); // first: where there is no stack for it, nothing has been taken
        mine.chunk.slots[mine.index++] = null; // a slot is never used again
        return (E) element;
    }

    /** Consumer: looks at what is there, the oldest first, and takes nothing. */
    @SuppressWarnings("unchecked") // offer took them as E
    public void forEach(Consumer<E> look) {
        int index = consumer.index;
        for (Chunk chunk = consumer.chunk; chunk != null; chunk = chunk.next) {
            for (; index < CHUNK; index++) {
                Object element = SLOT.getAcquire(chunk.slots, index);
                if (element == null) {
                    return;
                }
                look.accept((E) element);
            }
            index = 0;
        }
    }

    /** Consumer: how many elements it has taken. */
    public long taken() {
        return consumer.count;
    }

    /** From any thread: how many it held, at about this moment. */
    public int size() {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, producer.count - (long) COUNT.getVolatile(consumer)));
    }
}
