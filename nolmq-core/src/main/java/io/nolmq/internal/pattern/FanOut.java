package io.nolmq.internal.pattern;

import io.nolmq.internal.engine.Overflows;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.spi.Pipe;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gives a message to each pipe that matches its first frame. Belongs to the send side. */
final class FanOut {
    private boolean inverted;
    private boolean waits;
    private final SubscriptionTrie<Pipe> subscriptions = new SubscriptionTrie<>();
    private final Set<Pipe> pipes = new LinkedHashSet<>();
    private final Map<Pipe, Topics> topics = new HashMap<>();

    /** Pipes with more than one subscription: only for them a match may come twice. */
    private int withSeveral;

    private final List<Pipe> matched = new ArrayList<>();
    private final Set<Pipe> seen = new LinkedHashSet<>();
    private final SubscriptionTrie.Matches<Pipe> intoMatched = matched::add;
    private final SubscriptionTrie.Matches<Pipe> intoSeen = seen::add;
    private final SubscriptionTrie.Matches<Pipe> outOfSeen = seen::remove;

    /** What one pipe has subscribed to. */
    private static final class Topics {
        private int count;
        private long bytes;
    }

    FanOut(boolean inverted, boolean waits) {
        set(inverted, waits);
    }

    /**
     * Sets how messages go from now on.
     *
     * @param nowInverted to those that do not match
     * @param nowWaits to all or none
     */
    void set(boolean nowInverted, boolean nowWaits) {
        inverted = nowInverted;
        waits = nowWaits;
    }

    void add(Pipe pipe) {
        pipes.add(pipe);
    }

    void remove(Pipe pipe) {
        pipes.remove(pipe);
        forget(pipe);
    }

    /** Ends all subscriptions of a pipe. */
    void forget(Pipe pipe) {
        subscriptions.forget(pipe);
        Topics held = topics.remove(pipe);
        if (held != null && held.count > 1) {
            withSeveral--;
        }
    }

    /** What a subscription or cancellation has changed. */
    enum Change {
        /** Nothing: the pipe had it already, or had it not, or is gone. */
        NONE,
        /** The pipe would have too many, or too many bytes of them, and has it not. */
        TOO_MANY,
        /** The pipe has it, or has it no longer; others have the topic as well. */
        ONE_OF_SEVERAL,
        /** The first to have the topic has come, or the last has gone. */
        TOPIC
    }

    /** What a pipe has already is never too much. */
    Change subscribe(Pipe pipe, byte[] topic, int maximum, long maximumBytes) {
        if (!pipes.contains(pipe)) {
            return Change.NONE;
        }
        long topicsBefore = subscriptions.topics();
        Topics held = topics.get(pipe);
        if (held == null) {
            held = new Topics();
            topics.put(pipe, held); // before it counts: a topic of nobody could not be taken back
        }
        boolean added = false;
        try {
            added = subscriptions.add(topic, pipe);
        } finally {
            if (!added && held.count == 0) {
                topics.remove(pipe);
            }
        }
        if (!added) {
            return Change.NONE;
        }
        if (held.count == maximum || held.bytes + topic.length > maximumBytes) {
            subscriptions.remove(topic, pipe);
            return Change.TOO_MANY;
        }
        held.count++;
        held.bytes += topic.length;
        if (held.count == 2) {
            withSeveral++;
        }
        return subscriptions.topics() > topicsBefore ? Change.TOPIC : Change.ONE_OF_SEVERAL;
    }

    Change cancel(Pipe pipe, byte[] topic) {
        long topicsBefore = subscriptions.topics();
        if (subscriptions.remove(topic, pipe)) {
            Topics held = topics.get(pipe);
            if (held == null) {
                throw new AssertionError("a subscription of nobody");
            }
            held.count--;
            held.bytes -= topic.length;
            if (held.count == 0) {
                topics.remove(pipe);
            }
            if (held.count == 1) {
                withSeveral--;
            }
            return subscriptions.topics() < topicsBefore ? Change.TOPIC : Change.ONE_OF_SEVERAL;
        }
        return Change.NONE;
    }

    /** The number of distinct topics, those of pipes that are gone and not swept yet included. */
    long topics() {
        return subscriptions.topics();
    }

    /** How many pipes have a subscription. */
    int subscribers() {
        return topics.size();
    }

    /** Gives back some memory of pipes that are gone; true when there is more. */
    boolean sweep(int steps) {
        return subscriptions.sweep(steps);
    }

    /** The same, telling of each subscription that ends with its pipe. */
    boolean sweep(int steps, SubscriptionTrie.Swept swept) {
        return subscriptions.sweep(steps, swept);
    }

    /** SENT to all that match, or dropped for some; NO_PEER when none matches; FULL when it waits for one. */
    SendResult trySend(Message message) {
        match(message);
        return sendIfRoom(message);
    }

    /** The same, to one pipe alone. */
    SendResult trySendTo(Pipe only, Message message) {
        match(message);
        boolean wanted = matched.contains(only);
        matched.clear();
        if (wanted) {
            matched.add(only);
        }
        return sendIfRoom(message);
    }

    /** To all pipes, whatever they have subscribed to; what a full one misses is dropped for it. */
    SendResult trySendToAll(Message message) {
        matched.clear();
        matched.addAll(pipes);
        return sendIfRoom(message);
    }

    private SendResult sendIfRoom(Message message) {
        if (matched.isEmpty()) {
            return SendResult.NO_PEER;
        }
        if (waits && !haveRoom(matched)) {
            matched.clear();
            return SendResult.FULL;
        }
        sendToMatched(message);
        return SendResult.SENT; // nothing is called any more: it could fail, with the message sent
    }

    private void sendToMatched(Message message) {
        boolean shared = matched.size() > 1;
        Message kept = shared ? message.owned() : message;
        boolean accepted = false;
        for (int i = 0; i < matched.size(); i++) {
            Pipe pipe = matched.get(i);
            try {
                SendResult result = shared ? pipe.trySendShared(kept) : pipe.trySend(kept);
                accepted = true;
                if (result != SendResult.SENT) {
                    pipe.countDrop(result == SendResult.FULL ? Reason.HIGH_WATER_MARK : Reason.PEER_GONE);
                }
            } catch (Throwable fault) {
                if (!accepted) {
                    throw fault;
                }
                pipe.countDrop(Reason.NOT_QUEUED);
            }
        }
        try {
            matched.clear(); // else the last message would keep pipes that have gone
        } catch (Throwable deep) { // the next message does it
            Overflows.count++;
        }
    }

    /** Begins anew each time: an earlier look may have failed in the middle. */
    private void match(Message message) {
        matched.clear();
        seen.clear();
        byte[] first = message.bytes();
        if (inverted) {
            seen.addAll(pipes);
            subscriptions.match(first, outOfSeen);
        } else if (withSeveral == 0) {
            subscriptions.match(first, intoMatched);
            return;
        } else {
            subscriptions.match(first, intoSeen);
        }
        matched.addAll(seen);
        seen.clear();
    }

    /** Whether a message would be taken, whatever pipes it matches. */
    boolean hasRoom() {
        return !waits || haveRoom(pipes);
    }

    private static boolean haveRoom(Collection<Pipe> all) {
        for (Pipe pipe : all) {
            if (!pipe.hasRoom()) {
                return false;
            }
        }
        return true;
    }
}
