package io.nolmq.internal.pattern;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A node of {@link SubscriptionTrie}: the end of a topic, or a place where topics part, or both.
 *
 * <p>One array holds the bytes of the edge that leads here and then, sorted, the first byte of each child's edge:
 *
 * <pre>
 *   bytes:     [ edge ... | keys ... ]
 *   children:               [ one for each key ]
 * </pre>
 *
 * Both are of exact size. So a leaf is two objects, and looking for a child touches no other child.
 */
final class TopicNode {
    private static final TopicNode[] NO_CHILDREN = {};
    private static final int ABSENT = -1;

    /** Null for the root, and for a node taken out of the trie. */
    @Nullable
    TopicNode parent;
    /** Null where no topic ends. */
    @Nullable
    Holding holding;

    private byte[] bytes;
    private TopicNode[] children = NO_CHILDREN;
    /** The place of this node in its subscriber's list, while {@link #holding} is one subscriber. */
    private int place;

    TopicNode(@Nullable TopicNode parent, byte[] edge) {
        this.parent = parent;
        this.bytes = edge;
    }

    int edgeBytes() {
        return bytes.length - children.length;
    }

    int childCount() {
        return children.length;
    }

    /** The whole topic that ends here, put together from the edges on the way. */
    byte[] topic() {
        int length = 0;
        for (TopicNode node = this; node != null; node = node.parent) {
            length += node.edgeBytes();
        }
        byte[] topic = new byte[length];
        for (TopicNode node = this; node != null; node = node.parent) {
            length -= node.edgeBytes();
            System.arraycopy(node.bytes, 0, topic, length, node.edgeBytes());
        }
        return topic;
    }

    /** How many bytes of the edge agree with {@code topic} from {@code offset} on. */
    int common(byte[] topic, int offset) {
        int length = Math.min(edgeBytes(), topic.length - offset);
        int mismatch = Arrays.mismatch(bytes, 0, length, topic, offset, offset + length);
        return mismatch < 0 ? length : mismatch;
    }

    /** Whether {@code topic} continues with the whole edge at {@code offset}. */
    boolean continues(byte[] topic, int offset) {
        int length = edgeBytes();
        return length <= topic.length - offset && Arrays.equals(bytes, 0, length, topic, offset, offset + length);
    }

    /** The child whose edge begins with {@code key}. */
    @Nullable
    TopicNode child(byte key) {
        int edge = edgeBytes();
        int index = Arrays.binarySearch(bytes, edge, bytes.length, key);
        return index < 0 ? null : children[index - edge];
    }

    /** Adds a leaf for the rest of {@code topic}, which no child begins with. */
    TopicNode grow(byte[] topic, int offset) {
        TopicNode leaf = new TopicNode(this, Arrays.copyOfRange(topic, offset, topic.length));
        int at = -Arrays.binarySearch(bytes, edgeBytes(), bytes.length, topic[offset]) - 1;
        int index = at - edgeBytes();
        byte[] moreBytes = Arrays.copyOf(bytes, bytes.length + 1);
        System.arraycopy(bytes, at, moreBytes, at + 1, bytes.length - at);
        moreBytes[at] = topic[offset];
        TopicNode[] more = Arrays.copyOf(children, children.length + 1);
        System.arraycopy(children, index, more, index + 1, children.length - index);
        more[index] = leaf;
        bytes = moreBytes;
        children = more;
        return leaf;
    }

    /** Puts a node into the edge, after its first {@code length} bytes, and returns it. */
    TopicNode split(int length) {
        byte[] upper = Arrays.copyOf(bytes, length + 1);
        TopicNode middle = new TopicNode(parent, upper);
        middle.children = new TopicNode[] {this};
        replaceInParent(middle);
        parent = middle;
        bytes = Arrays.copyOfRange(bytes, length, bytes.length);
        return middle;
    }

    /** Takes this node out and gives its edge to its only child. */
    void mergeIntoChild() {
        TopicNode child = children[0];
        int edge = edgeBytes();
        byte[] joined = Arrays.copyOf(bytes, edge + child.bytes.length);
        System.arraycopy(child.bytes, 0, joined, edge, child.bytes.length);
        replaceInParent(child);
        child.bytes = joined;
        child.parent = parent;
        parent = null;
    }

    /** Takes a leaf out of its parent. */
    void detach(TopicNode leaf) {
        int edge = edgeBytes();
        int at = Arrays.binarySearch(bytes, edge, bytes.length, leaf.bytes[0]);
        int index = at - edge;
        byte[] fewerBytes = Arrays.copyOf(bytes, bytes.length - 1);
        System.arraycopy(bytes, at + 1, fewerBytes, at, bytes.length - at - 1);
        TopicNode[] fewer = children.length == 1 ? NO_CHILDREN : Arrays.copyOf(children, children.length - 1);
        System.arraycopy(children, index + 1, fewer, index, children.length - index - 1);
        bytes = fewerBytes;
        children = fewer;
        leaf.parent = null;
    }

    private void replaceInParent(TopicNode other) {
        TopicNode above = parent;
        if (above != null) {
            int edge = above.edgeBytes();
            int at = Arrays.binarySearch(above.bytes, edge, above.bytes.length, bytes[0]);
            above.children[at - edge] = other;
        }
    }

    /** Makes a subscriber hold this topic; false when it does already. */
    boolean hold(Subscriber subscriber) {
        int next = subscriber.nextPlace();
        Holding now = holding;
        if (now == null) {
            holding = subscriber;
            place = next;
        } else if (now instanceof SubscriberSet several) {
            if (!several.add(subscriber, next)) {
                return false;
            }
        } else if (now == subscriber) {
            return false;
        } else {
            SubscriberSet several = new SubscriberSet();
            several.add((Subscriber) now, place);
            several.add(subscriber, next);
            holding = several;
        }
        subscriber.append(this);
        return true;
    }

    /** Ends the hold of a subscriber; false when it had none. */
    boolean release(Subscriber subscriber) {
        int was = ABSENT;
        if (holding == subscriber) {
            was = place;
            holding = null;
        } else if (holding instanceof SubscriberSet several) {
            was = several.remove(subscriber);
            if (several.size() == 1) {
                holdAlone(several);
            }
        }
        if (was == ABSENT) {
            return false;
        }
        subscriber.takeOff(was);
        return true;
    }

    private void holdAlone(SubscriberSet several) {
        int index = 0;
        while (several.slot(index) == null) {
            index++;
        }
        holding = several.slot(index);
        place = several.place(index);
    }

    /** Notes the new place of this node in the list of a subscriber that holds it. */
    void moved(Subscriber subscriber, int newPlace) {
        if (holding instanceof SubscriberSet several) {
            several.moved(subscriber, newPlace);
        } else {
            place = newPlace;
        }
    }
}
