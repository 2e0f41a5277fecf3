package io.nolmq.internal.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
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
    private static final VarHandle CONSUMED;

    static {
        try {
            CONSUMED = MethodHandles.lookup().findVarHandle(ConsumerFields.class, "consumed", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private static final class Chunk {
        final @Nullable Object[] slots = new Object[CHUNK];
        volatile @Nullable Chunk next;
    }

    private abstract static class ProducerFields extends CacheLines.Before {
        Chunk tail;
        int index;
        long produced;
        long consumedSeen;

        ProducerFields(Chunk first) {
            tail = first;
        }
    }

    private abstract static class ConsumerFields extends CacheLines.Before {
        Chunk head;
        int index;

        @SuppressWarnings("unused") // written through CONSUMED
        volatile long consumed;

        ConsumerFields(Chunk first) {
            head = first;
        }
    }

    /** Both ends in objects of their own, apart from each other. */
    @SuppressWarnings("unused") // keeps others off
    private static final class Producer extends ProducerFields {
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

        Producer(Chunk first) {
            super(first);
        }
    }

    @SuppressWarnings("unused") // keeps others off
    private static final class Consumer extends ConsumerFields {
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

        Consumer(Chunk first) {
            super(first);
        }
    }

    private final long capacity;
    private final Producer producer;
    private final Consumer consumer;

    /** @param capacity how many elements it holds at most; 0 for no bound */
    public SpscQueue(long capacity) {
        this.capacity = capacity == 0 ? Long.MAX_VALUE : capacity;
        Chunk first = new Chunk();
        producer = new Producer(first);
        consumer = new Consumer(first);
    }

    /** How many elements it holds at most. */
    public long capacity() {
        return capacity;
    }

    /** Producer: takes an element unless the queue is full. */
    public boolean offer(E element) {
        if (isFull()) {
            return false;
        }
        Producer mine = producer;
        if (mine.index == CHUNK) {
            Chunk next = new Chunk();
            mine.tail.next = next;
            mine.tail = next;
            mine.index = 0;
        }
        SLOT.setRelease(mine.tail.slots, mine.index++, element);
        mine.produced++;
        return true;
    }

    /** Producer: whether it holds as many as it may. */
    public boolean isFull() {
        Producer mine = producer;
        if (mine.produced - mine.consumedSeen < capacity) {
            return false;
        }
        mine.consumedSeen = consumer.consumed;
        return mine.produced - mine.consumedSeen >= capacity;
    }

    /** Consumer: the oldest element, or null. */
    @SuppressWarnings("unchecked") // offer took it as an E
    public @Nullable E poll() {
        Consumer mine = consumer;
        if (mine.index == CHUNK) {
            Chunk next = mine.head.next;
            if (next == null) {
                return null;
            }
            mine.head = next;
            mine.index = 0;
        }
        Object element = SLOT.getAcquire(mine.head.slots, mine.index);
        if (element == null) {
            return null;
        }
        mine.head.slots[mine.index++] = null;
        CONSUMED.setRelease(mine, mine.consumed + 1);
        return (E) element;
    }

    /** Consumer: looks at what is there, the oldest first, and takes nothing. */
    @SuppressWarnings("unchecked") // offer took them as E
    public void forEach(java.util.function.Consumer<E> look) {
        int index = consumer.index;
        for (Chunk chunk = consumer.head; chunk != null; chunk = chunk.next) {
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
        return consumer.consumed;
    }

    /** From any thread: how many it held, at about this moment. */
    public int size() {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, producer.produced - consumer.consumed));
    }
}
