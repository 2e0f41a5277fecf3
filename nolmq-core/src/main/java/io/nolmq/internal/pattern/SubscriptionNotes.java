package io.nolmq.internal.pattern;

import io.nolmq.internal.queue.Ring;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.spi.Pipe;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The notifications of an XPUB that the application has not received yet. None is ever dropped. Belongs to the side of its
 * socket.
 *
 * <p>Where each topic is told of once, at most one notification a topic waits: a subscription and the cancellation behind it
 * cancel each other out, so that an application that does not receive costs no more than the topics that there are. Where
 * everything is told, everything waits, in the order in which it came; a peer of which too many wait is not read until half of
 * them have been received. One follows the other when the options change: the notifications in {@link #all} are always older
 * than those in {@link #net}.
 */
final class SubscriptionNotes {
    /**
     * One notification.
     *
     * @param pipe the peer that caused it, where that is known
     */
    record Note(@Nullable Pipe pipe, Message message) {}

    private boolean everything;
    private int ofOnePeerMaximum = Integer.MAX_VALUE;

    /** By topic, in the order in which they came: whether it is a subscription. */
    private final Map<Topic, Boolean> net = new LinkedHashMap<>();

    private final Ring<Note> all = new Ring<>();
    private final Map<Pipe, Waiting> waiting = new HashMap<>();

    /** What waits of one peer. */
    private static final class Waiting {
        private int notes;
        private boolean held;
    }

    /**
     * Sets which notifications are made from now on; those that wait stay.
     *
     * @param nowEverything whether a topic is told of more than once
     * @param nowMaximum the notifications of one peer that may wait before it is not read for a while
     */
    void set(boolean nowEverything, int nowMaximum) {
        if (nowEverything && !everything) {
            settleNet();
        }
        everything = nowEverything;
        ofOnePeerMaximum = nowMaximum;
        waiting.forEach((pipe, of) -> {
            if (of.held && of.notes < ofOnePeerMaximum) {
                resume(pipe, of);
            }
        });
    }

    /** Moves the notifications that wait by topic behind all others. Where it fails, none is lost. */
    private void settleNet() {
        for (Note next = firstOfNet(); next != null; next = firstOfNet()) {
            all.makeRoom();
            removeFirstOfNet();
            all.addLast(next);
        }
    }

    void add(@Nullable Pipe pipe, boolean subscribe, byte[] topic) {
        if (everything) {
            all.addLast(new Note(pipe, Message.of(SubscriptionFrames.of(subscribe, topic))));
            if (pipe != null) {
                count(pipe);
            }
            return;
        }
        Topic key = new Topic(topic);
        Boolean before = net.get(key);
        if (before == null) {
            net.put(key, subscribe);
        } else if (before != subscribe) {
            net.remove(key);
        }
    }

    private void count(Pipe pipe) {
        Waiting of = waiting.computeIfAbsent(pipe, any -> new Waiting());
        of.notes++;
        if (of.notes >= ofOnePeerMaximum && !of.held) {
            of.held = true;
            pipe.holdReading(
                    Reason.NOTIFICATIONS_WAIT,
                    "so many notifications of its subscriptions wait to be received: " + of.notes
                            + "; receive them, or raise notificationsMaximum");
        }
    }

    /** The next one, or null. Where it throws, none was taken. */
    @Nullable
    Note poll() {
        Note next = all.pollFirst();
        if (next == null) {
            next = firstOfNet();
            if (next != null) {
                removeFirstOfNet();
            }
        } else if (next.pipe() != null) {
            countDown(next.pipe());
        }
        return next;
    }

    private @Nullable Note firstOfNet() {
        Iterator<Map.Entry<Topic, Boolean>> entries = net.entrySet().iterator();
        if (!entries.hasNext()) {
            return null;
        }
        Map.Entry<Topic, Boolean> first = entries.next();
        byte[] frame = SubscriptionFrames.of(first.getValue(), first.getKey().bytes());
        return new Note(null, Message.of(frame));
    }

    private void removeFirstOfNet() {
        Iterator<Topic> topics = net.keySet().iterator();
        topics.next();
        topics.remove();
    }

    private void countDown(Pipe pipe) {
        Waiting of = waiting.get(pipe);
        if (of == null) {
            return;
        }
        of.notes--;
        if (of.held && of.notes <= ofOnePeerMaximum / 2) {
            resume(pipe, of);
        }
        if (of.notes == 0) {
            waiting.remove(pipe);
        }
    }

    private static void resume(Pipe pipe, Waiting of) {
        of.held = false;
        pipe.resumeReading();
    }

    boolean isEmpty() {
        return net.isEmpty() && all.isEmpty();
    }

    void clear() {
        net.clear();
        all.clear();
        waiting.clear();
    }
}
