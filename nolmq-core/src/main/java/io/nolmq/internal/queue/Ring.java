package io.nolmq.internal.queue;

import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A queue with two ends in an array that grows. It grows before it takes an element: where there is no memory for that, it
 * throws and is as it was. (The queue of the JDK adds first, and is taken for empty when it then cannot grow.) Not
 * thread-safe.
 *
 * @param <E> what is queued
 */
public final class Ring<E> {
    private static final int FIRST_CAPACITY = 8;

    /** Its length is a power of two. */
    private @Nullable Object[] elements = new Object[FIRST_CAPACITY];

    private int head;
    private int size;

    public boolean isEmpty() {
        return size == 0;
    }

    public int size() {
        return size;
    }

    /** Sees to it that the next element is taken without allocating. */
    public void makeRoom() {
        int length = elements.length;
        if (size == length) {
            @Nullable Object[] larger = Arrays.copyOfRange(elements, head, head + 2 * length);
            System.arraycopy(elements, 0, larger, length - head, head);
            elements = larger;
            head = 0;
        }
    }

    /** Adds an element behind the others. */
    public void addLast(E element) {
        makeRoom();
        elements[index(size)] = element;
        size++;
    }

    /** Adds an element before the others. */
    public void addFirst(E element) {
        makeRoom();
        head = index(elements.length - 1);
        elements[head] = element;
        size++;
    }

    /** The first element, or null. */
    @SuppressWarnings("unchecked") // they were taken as E
    public @Nullable E peekFirst() {
        return (E) elements[head];
    }

    /** The first element. */
    public E getFirst() {
        return require(peekFirst());
    }

    /** Takes the first element out; null when there is none. */
    public @Nullable E pollFirst() {
        E first = peekFirst();
        if (first != null) {
            elements[head] = null;
            head = index(1);
            size--;
        }
        return first;
    }

    /** Takes the first element out. */
    public E removeFirst() {
        return require(pollFirst());
    }

    /** Takes the last element out; null when there is none. */
    @SuppressWarnings("unchecked") // they were taken as E
    public @Nullable E pollLast() {
        if (size == 0) {
            return null;
        }
        int at = index(size - 1);
        E last = (E) elements[at];
        elements[at] = null;
        size--;
        return last;
    }

    /** Takes the last element out. */
    public E removeLast() {
        return require(pollLast());
    }

    /** The element behind so many others; null when there are not so many. */
    @SuppressWarnings("unchecked") // they were taken as E
    public @Nullable E get(int place) {
        return place < size ? (E) elements[index(place)] : null;
    }

    /** Takes one element out, wherever it stands; false when it is not there. Compares by identity. */
    public boolean remove(E element) {
        for (int place = 0; place < size; place++) {
            if (elements[index(place)] == element) {
                for (int after = place + 1; after < size; after++) {
                    elements[index(after - 1)] = elements[index(after)];
                }
                pollLast();
                return true;
            }
        }
        return false;
    }

    /** Looks at all elements, the first before the others. */
    @SuppressWarnings("unchecked") // they were taken as E
    public void forEach(Consumer<? super E> look) {
        for (int place = 0; place < size; place++) {
            look.accept((E) require(elements[index(place)]));
        }
    }

    /** Takes all elements out. */
    public void clear() {
        for (int place = 0; place < size; place++) {
            elements[index(place)] = null;
        }
        size = 0;
        head = 0;
    }

    private int index(int place) {
        return (head + place) & (elements.length - 1);
    }

    private static <T> T require(@Nullable T element) {
        if (element == null) {
            throw new NoSuchElementException("the queue is empty");
        }
        return element;
    }
}
