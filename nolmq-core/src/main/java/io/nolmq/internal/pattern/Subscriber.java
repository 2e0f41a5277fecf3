package io.nolmq.internal.pattern;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What {@link SubscriptionTrie} knows of one pipe: the nodes it holds, as a list in no order. Each node knows its place in
 * that list, so leaving the list is a swap with the last entry.
 */
final class Subscriber implements Holding {
    private static final int CAPACITY_MINIMUM = 4;

    final Object pipe;
    /** Spreads subscribers over the slots of a {@link SubscriberSet}. */
    final int hash;
    /** Set by forgetting the pipe: its nodes stay until they are swept, but it matches nothing from then on. */
    boolean gone;

    private @Nullable TopicNode[] nodes = new TopicNode[CAPACITY_MINIMUM];
    private int size;

    Subscriber(Object pipe, int hash) {
        this.pipe = pipe;
        this.hash = hash;
    }

    int size() {
        return size;
    }

    /** The place that the next node added will have. */
    int nextPlace() {
        return size;
    }

    void append(TopicNode node) {
        if (size == nodes.length) {
            nodes = Arrays.copyOf(nodes, size + (size >> 1));
        }
        nodes[size++] = node;
    }

    @Nullable
    TopicNode last() {
        return size == 0 ? null : nodes[size - 1];
    }

    /** Takes the node at {@code place} off the list; the last node moves there and is told so. */
    void takeOff(int place) {
        size--;
        TopicNode moved = nodes[size];
        nodes[size] = null;
        if (place != size && moved != null) {
            nodes[place] = moved;
            moved.moved(this, place);
        }
        // A pipe that is gone is emptied at once; copying its list on the way would only stall the sweep.
        if (!gone && size < nodes.length >> 2 && nodes.length > CAPACITY_MINIMUM) {
            nodes = Arrays.copyOf(nodes, Math.max(nodes.length >> 1, CAPACITY_MINIMUM));
        }
    }
}
