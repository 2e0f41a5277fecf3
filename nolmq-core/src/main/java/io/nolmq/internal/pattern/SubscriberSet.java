package io.nolmq.internal.pattern;

import org.jspecify.annotations.Nullable;

/**
 * The subscribers of a topic that has several, each with the place of the topic in that subscriber's list. A hash table
 * with linear probing, so that one more subscriber costs the same with ten thousand of them.
 */
final class SubscriberSet implements Holding {
    private static final int CAPACITY_MINIMUM = 4;
    private static final int ABSENT = -1;

    private @Nullable Subscriber[] table = new Subscriber[CAPACITY_MINIMUM];
    private int[] places = new int[CAPACITY_MINIMUM];
    private int size;

    int size() {
        return size;
    }

    /** The number of slots, for going through all subscribers with {@link #slot}. */
    int slots() {
        return table.length;
    }

    @Nullable
    Subscriber slot(int index) {
        return table[index];
    }

    int place(int index) {
        return places[index];
    }

    /** Adds a subscriber; false when it was there already. */
    boolean add(Subscriber subscriber, int place) {
        if (find(subscriber) != ABSENT) {
            return false;
        }
        if ((size + 1) * 5 > table.length * 4) {
            resize(table.length + (table.length >> 1));
        }
        insert(subscriber, place);
        size++;
        return true;
    }

    /** Removes a subscriber and returns the place it was added with, or -1 when it was not there. */
    int remove(Subscriber subscriber) {
        int index = find(subscriber);
        if (index == ABSENT) {
            return ABSENT;
        }
        int place = places[index];
        close(index);
        size--;
        if (size < table.length >> 2 && table.length > CAPACITY_MINIMUM) {
            resize(Math.max(table.length >> 1, CAPACITY_MINIMUM));
        }
        return place;
    }

    void moved(Subscriber subscriber, int place) {
        places[find(subscriber)] = place;
    }

    private int find(Subscriber subscriber) {
        int index = home(subscriber);
        while (true) {
            Subscriber found = table[index];
            if (found == subscriber) {
                return index;
            }
            if (found == null) {
                return ABSENT;
            }
            index = next(index);
        }
    }

    private void insert(Subscriber subscriber, int place) {
        int index = home(subscriber);
        while (table[index] != null) {
            index = next(index);
        }
        table[index] = subscriber;
        places[index] = place;
    }

    /** Empties a slot and moves back what had been pushed past it. */
    private void close(int index) {
        int hole = index;
        int at = next(hole);
        for (Subscriber other = table[at]; other != null; other = table[at]) {
            int home = home(other);
            boolean stays = hole < at ? hole < home && home <= at : hole < home || home <= at;
            if (!stays) {
                table[hole] = other;
                places[hole] = places[at];
                hole = at;
            }
            at = next(at);
        }
        table[hole] = null;
    }

    private void resize(int capacity) {
        @Nullable Subscriber[] oldTable = table;
        int[] oldPlaces = places;
        table = new Subscriber[capacity];
        places = new int[capacity];
        for (int i = 0; i < oldTable.length; i++) {
            Subscriber subscriber = oldTable[i];
            if (subscriber != null) {
                insert(subscriber, oldPlaces[i]);
            }
        }
    }

    private int home(Subscriber subscriber) {
        return (int) (((subscriber.hash & 0xffff_ffffL) * table.length) >>> 32);
    }

    private int next(int index) {
        return index + 1 == table.length ? 0 : index + 1;
    }
}
