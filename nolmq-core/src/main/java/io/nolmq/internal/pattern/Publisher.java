package io.nolmq.internal.pattern;

import io.nolmq.internal.pattern.FanOut.Change;
import io.nolmq.message.Message;
import io.nolmq.message.PatternOptions.Switch;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketOptions;
import io.nolmq.spi.PatternSocket;
import io.nolmq.spi.Pipe;
import org.jspecify.annotations.Nullable;

/**
 * The sending half of PUB and XPUB: the table of subscriptions with its limits, and the fan-out. Belongs to the send side;
 * the I/O thread posts its changes.
 */
final class Publisher {
    private static final int SUBSCRIPTIONS_MAXIMUM = 1_000_000;
    private static final long SUBSCRIPTIONS_MAXIMUM_BYTES = 64 * 1024 * 1024;
    /** Takes about a millisecond; then the other work of the I/O thread has its turn. */
    static final int SWEEP_STEPS = 2_000;

    private final PatternSocket socket;
    private final FrameLimit frames;
    private final FanOut subscribers;
    private final SubscriptionTrie.@Nullable Swept onSwept;

    /** @param onSwept is told of each subscription that ends with its pipe, some time after the pipe is gone */
    Publisher(PatternSocket socket, SubscriptionTrie.@Nullable Swept onSwept) {
        this.socket = socket;
        this.frames = new FrameLimit(socket);
        this.subscribers = new FanOut(false, false);
        this.onSwept = onSwept;
        onOptions(socket.options());
    }

    void onOptions(SocketOptions now) {
        frames.onOptions(now);
        subscribers.set(now.pattern().has(Switch.INVERT_MATCHING), now.pattern().has(Switch.NO_DROP));
    }

    SendResult trySend(Message message) {
        frames.require(message.frameCount());
        SendResult result = subscribers.trySend(message);
        if (result != SendResult.NO_PEER) {
            return result; // what is sent must not be told otherwise, whatever fails: nothing is called any more
        }
        socket.drop(Reason.NO_PEER, 1);
        return SendResult.SENT;
    }

    /** The same, to one subscriber alone. */
    SendResult trySendTo(Pipe only, Message message) {
        frames.require(message.frameCount());
        SendResult result = subscribers.trySendTo(only, message);
        if (result != SendResult.NO_PEER) {
            return result;
        }
        socket.drop(Reason.NO_PEER, 1);
        return SendResult.SENT;
    }

    /** Whether a message would be taken, whichever subscribers it is for. */
    boolean hasRoom() {
        return subscribers.hasRoom();
    }

    void onAttached(Pipe pipe) {
        subscribers.add(pipe);
    }

    void onDetached(Pipe pipe) {
        subscribers.remove(pipe);
        sweep();
    }

    void onDisconnected(Pipe pipe) {
        subscribers.forget(pipe);
        sweep();
    }

    /** Gives back the memory of peers that are gone, some at each turn of the I/O thread. */
    private void sweep() {
        SubscriptionTrie.Swept told = onSwept;
        boolean more = told == null ? subscribers.sweep(SWEEP_STEPS) : subscribers.sweep(SWEEP_STEPS, told);
        if (more) {
            socket.onSendSideSoon(this::sweep);
        }
    }

    /** A peer that would have too many is refused. */
    Change subscribe(Pipe pipe, byte[] topic) {
        Change change = subscribers.subscribe(pipe, topic, SUBSCRIPTIONS_MAXIMUM, SUBSCRIPTIONS_MAXIMUM_BYTES);
        if (change == Change.TOO_MANY) {
            pipe.refuse(
                    Reason.SUBSCRIPTION_LIMIT,
                    "more than " + SUBSCRIPTIONS_MAXIMUM + " subscriptions, or " + SUBSCRIPTIONS_MAXIMUM_BYTES
                            + " bytes of them");
        } else {
            socket.subscribersChanged();
            socket.matchesChanged(); // fewer, where matching is inverted
        }
        return change;
    }

    Change cancel(Pipe pipe, byte[] topic) {
        Change change = subscribers.cancel(pipe, topic);
        socket.matchesChanged();
        return change;
    }

    int subscribers() {
        return subscribers.subscribers();
    }

    long topics() {
        return subscribers.topics();
    }
}
