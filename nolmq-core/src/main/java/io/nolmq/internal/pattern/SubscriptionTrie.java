package io.nolmq.internal.pattern;

import io.nolmq.internal.queue.Ring;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The publisher's table of subscriptions: which pipe holds which topics (RFC 29). Belongs to the send side of its socket
 * and is not thread-safe.
 *
 * <p>A trie with compressed paths: what many topics begin with is stored once, a topic held by many pipes is stored once,
 * and no path is walked by recursion, however deep. Its invariant bounds the memory: each node except the root is held
 * by a pipe or parts at least two children, so there are at most two nodes a topic.
 *
 * <p>A pipe holds a topic once, however often it is added; pipes are told apart by identity.
 *
 * <p>A pipe that went away may have held a million topics, so it leaves in two stages: {@link #forget} only marks it, from
 * when on it matches nothing; {@link #sweep} gives the memory back, a bounded piece at a time. Nodes know their parents for
 * that, and a pipe its nodes.
 *
 * @param <P> a pipe
 */
final class SubscriptionTrie<P> {
    private static final int GOLDEN_RATIO = 0x9e37_79b9;

    private final TopicNode root = new TopicNode(null, new byte[0]);
    private final IdentityHashMap<P, Subscriber> subscribers = new IdentityHashMap<>();
    private final Ring<Subscriber> gone = new Ring<>();
    private int nextHash;
    private long nodes = 1;
    private long topics;

    /**
     * Takes what {@link SubscriptionTrie#match} finds.
     *
     * @param <P> a pipe
     */
    @FunctionalInterface
    interface Matches<P> {
        /** Called for a pipe that holds a prefix, once for each such prefix. Must not change the trie. */
        void onMatch(P pipe);
    }

    /** Takes what {@link SubscriptionTrie#sweep(int, Swept)} ends. */
    @FunctionalInterface
    interface Swept {
        /** Called for each hold; {@code ended} says whether nobody holds the topic any more. Must not change the trie. */
        void onSwept(byte[] topic, boolean ended);
    }

    /** Makes {@code pipe} hold {@code topic}, of which a copy is kept; false when it holds it already. */
    boolean add(byte[] topic, P pipe) {
        Subscriber subscriber = subscribers.get(pipe);
        if (subscriber == null) {
            nextHash += GOLDEN_RATIO;
            subscriber = new Subscriber(pipe, nextHash);
            subscribers.put(pipe, subscriber);
        }
        TopicNode node = findOrGrow(topic);
        boolean first = node.holding == null;
        boolean held = false;
        try {
            boolean added = node.hold(subscriber);
            held = true;
            if (first) {
                topics++;
            }
            return added;
        } finally {
            if (!held && first) { // no memory: the trie is as it was
                topics++;
                prune(node);
            }
        }
    }

    /** Ends the hold of {@code pipe} on {@code topic}; false when it has none. */
    boolean remove(byte[] topic, P pipe) {
        Subscriber subscriber = subscribers.get(pipe);
        TopicNode node = subscriber == null ? null : find(topic);
        if (subscriber == null || node == null || !node.release(subscriber)) {
            return false;
        }
        prune(node);
        if (subscriber.size() == 0) {
            subscribers.remove(pipe);
        }
        return true;
    }

    /** Reports each pipe that holds a prefix of {@code firstFrame}, as often as it holds one. */
    void match(byte[] firstFrame, Matches<P> matches) {
        TopicNode node = root;
        int offset = 0;
        while (true) {
            Holding holding = node.holding;
            if (holding != null) {
                report(holding, matches);
            }
            if (offset == firstFrame.length) {
                return;
            }
            TopicNode child = node.child(firstFrame[offset]);
            if (child == null || !child.continues(firstFrame, offset)) {
                return;
            }
            offset += child.edgeBytes();
            node = child;
        }
    }

    private void report(Holding holding, Matches<P> matches) {
        if (holding instanceof SubscriberSet several) {
            for (int i = 0; i < several.slots(); i++) {
                report(several.slot(i), matches);
            }
        } else {
            report((Subscriber) holding, matches);
        }
    }

    private void report(@Nullable Subscriber subscriber, Matches<P> matches) {
        if (subscriber != null && !subscriber.gone) {
            matches.onMatch(pipe(subscriber));
        }
    }

    @SuppressWarnings("unchecked") // add made it of a P
    private P pipe(Subscriber subscriber) {
        return (P) subscriber.pipe;
    }

    /**
     * Ends all holds of a pipe that went away, at once and at a price that does not grow with their number. Their memory
     * stays until it is swept. A pipe unknown here is no error; one added again later begins anew.
     */
    void forget(P pipe) {
        Subscriber subscriber = subscribers.get(pipe);
        if (subscriber != null) {
            gone.addLast(subscriber);
            subscriber.gone = true;
            subscribers.remove(pipe);
        }
    }

    /** Gives back the memory of at most {@code steps} holds of forgotten pipes; true when some remain. */
    boolean sweep(int steps) {
        return sweepHolds(steps, null);
    }

    /** Does the same and tells which topics they were, at the price of putting together each topic from its path. */
    boolean sweep(int steps, Swept swept) {
        return sweepHolds(steps, swept);
    }

    private boolean sweepHolds(int steps, @Nullable Swept swept) {
        int left = steps;
        for (Subscriber subscriber = gone.peekFirst(); subscriber != null; subscriber = gone.peekFirst()) {
            for (TopicNode node = subscriber.last(); node != null; node = subscriber.last()) {
                if (left-- <= 0) {
                    return true;
                }
                node.release(subscriber);
                if (swept != null) {
                    swept.onSwept(node.topic(), node.holding == null);
                }
                prune(node);
            }
            gone.removeFirst();
        }
        return false;
    }

    /**
     * The number of distinct topics, those of forgotten pipes included until they are swept. It grows with the first hold
     * on a topic and falls with the last.
     */
    long topics() {
        return topics;
    }

    /** The number of topics that {@code pipe} holds. */
    int topicsOf(P pipe) {
        Subscriber subscriber = subscribers.get(pipe);
        return subscriber == null ? 0 : subscriber.size();
    }

    /** The number of nodes, of which the root always exists. */
    long nodes() {
        return nodes;
    }

    private @Nullable TopicNode find(byte[] topic) {
        TopicNode node = root;
        int offset = 0;
        while (offset < topic.length) {
            TopicNode child = node.child(topic[offset]);
            if (child == null || !child.continues(topic, offset)) {
                return null;
            }
            offset += child.edgeBytes();
            node = child;
        }
        return node;
    }

    private TopicNode findOrGrow(byte[] topic) {
        TopicNode node = root;
        int offset = 0;
        while (offset < topic.length) {
            TopicNode child = node.child(topic[offset]);
            if (child == null) {
                nodes++;
                return node.grow(topic, offset);
            }
            int common = child.common(topic, offset);
            if (common < child.edgeBytes()) {
                nodes++;
                child = child.split(common);
            }
            offset += common;
            node = child;
        }
        return node;
    }

    /** Restores the invariant at a node that has lost a hold. */
    private void prune(TopicNode node) {
        if (node.holding != null) {
            return;
        }
        topics--;
        TopicNode parent = node.parent;
        if (parent == null) {
            return;
        }
        if (node.childCount() == 0) {
            parent.detach(node);
            nodes--;
            mergeIfIdle(parent);
        } else {
            mergeIfIdle(node);
        }
    }

    private void mergeIfIdle(TopicNode node) {
        if (node.holding == null && node.parent != null && node.childCount() == 1) {
            node.mergeIntoChild();
            nodes--;
        }
    }
}
