package io.nolmq.internal.pattern;

import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.spi.Pipe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gives a message to each pipe that matches its first frame. Belongs to the send side. */
final class FanOut {
    private final boolean inverted;
    private final boolean waits;
    private final SubscriptionTrie<Pipe> subscriptions = new SubscriptionTrie<>();
    private final Set<Pipe> pipes = new LinkedHashSet<>();
    /** Pipes with more than one subscription: only for them a match may come twice. */
    private final Map<Pipe, Integer> counts = new HashMap<>();

    private int withSeveral;
    private final List<Pipe> matched = new ArrayList<>();
    private final Set<Pipe> seen = new LinkedHashSet<>();
    private final SubscriptionTrie.Matches<Pipe> intoMatched = matched::add;
    private final SubscriptionTrie.Matches<Pipe> intoSeen = seen::add;
    private final SubscriptionTrie.Matches<Pipe> outOfSeen = seen::remove;

    FanOut(boolean inverted, boolean waits) {
        this.inverted = inverted;
        this.waits = waits;
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
        Integer count = counts.remove(pipe);
        if (count != null && count > 1) {
            withSeveral--;
        }
    }

    /** False when the pipe has too many already. */
    boolean subscribe(Pipe pipe, byte[] topic, int maximum) {
        int count = counts.getOrDefault(pipe, 0);
        if (count >= maximum) {
            return false;
        }
        if (pipes.contains(pipe) && subscriptions.add(topic, pipe)) {
            counts.put(pipe, count + 1);
            if (count == 1) {
                withSeveral++;
            }
        }
        return true;
    }

    void cancel(Pipe pipe, byte[] topic) {
        if (subscriptions.remove(topic, pipe)) {
            int count = counts.getOrDefault(pipe, 1) - 1;
            if (count == 0) {
                counts.remove(pipe);
            } else {
                counts.put(pipe, count);
            }
            if (count == 1) {
                withSeveral--;
            }
        }
    }

    /** How many pipes have a subscription. */
    int subscribers() {
        return counts.size();
    }

    /** Gives back some memory of pipes that are gone. */
    void sweep(int steps) {
        subscriptions.sweep(steps);
    }

    /** SENT to all that match, or dropped for some; NO_PEER when none matches; FULL when it waits for one. */
    SendResult trySend(Message message) {
        match(message);
        if (matched.isEmpty()) {
            return SendResult.NO_PEER;
        }
        try {
            if (waits && !allHaveRoom()) {
                return SendResult.FULL;
            }
            sendToMatched(message);
            return SendResult.SENT;
        } finally {
            matched.clear();
        }
    }

    private void sendToMatched(Message message) {
        boolean shared = matched.size() > 1;
        Message kept = shared ? message.owned() : message;
        for (int i = 0; i < matched.size(); i++) {
            Pipe pipe = matched.get(i);
            SendResult result = shared ? pipe.trySendShared(kept) : pipe.trySend(kept);
            if (result != SendResult.SENT) {
                pipe.countDrop(result == SendResult.FULL ? Reason.HIGH_WATER_MARK : Reason.PEER_GONE);
            }
        }
    }

    private void match(Message message) {
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

    private boolean allHaveRoom() {
        for (Pipe pipe : matched) {
            if (!pipe.hasRoom()) {
                return false;
            }
        }
        return true;
    }
}
