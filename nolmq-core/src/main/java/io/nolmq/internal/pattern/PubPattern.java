package io.nolmq.internal.pattern;

import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.spi.Pattern;
import io.nolmq.spi.PatternSocket;
import io.nolmq.spi.Pipe;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * PUB (RFC 29): to every peer that subscribed to a prefix of the first frame; what a full peer misses is dropped for it and
 * counted. The table of subscriptions belongs to the send side; the I/O thread posts its changes.
 */
public final class PubPattern implements Pattern {
    private static final int SUBSCRIPTIONS_MAXIMUM = 1_000_000;
    private static final long SUBSCRIPTIONS_MAXIMUM_BYTES = 64 * 1024 * 1024;
    /** Takes about a millisecond; then the other work of the I/O thread has its turn. */
    private static final int SWEEP_STEPS = 2_000;

    private final PatternSocket socket;
    private final FrameLimit frames;
    private final FanOut subscribers;

    public PubPattern(PatternSocket socket) {
        this.socket = socket;
        this.frames = new FrameLimit(socket);
        this.subscribers = new FanOut(
                socket.options().pattern().invertMatching(),
                socket.options().pattern().noDrop());
    }

    @Override
    public SendResult trySend(Message message) {
        frames.require(message.frameCount());
        SendResult result = subscribers.trySend(message);
        if (result == SendResult.NO_PEER) {
            socket.drop(Reason.NO_PEER, 1);
            return SendResult.SENT;
        }
        return result;
    }

    @Override
    public @Nullable Message tryReceive() {
        return null;
    }

    @Override
    public void onAttached(Pipe pipe) {
        subscribers.add(pipe);
    }

    @Override
    public void onDetached(Pipe pipe) {
        subscribers.remove(pipe);
        sweep();
    }

    @Override
    public void onDisconnected(Pipe pipe) {
        subscribers.forget(pipe);
        sweep();
    }

    /** Gives back the memory of peers that are gone, some at each turn of the I/O thread. */
    private void sweep() {
        if (subscribers.sweep(SWEEP_STEPS)) {
            socket.onSendSideSoon(this::sweep);
        }
    }

    /** Within a process, messages wait until they are polled; {@link #intake} takes each. */
    @Override
    public void onReadable(Pipe pipe) {
        pipe.poll(false);
    }

    @Override
    public boolean hasIntake() {
        return true;
    }

    /** Peers of ZMTP 3.0 subscribe by messages; anything else that they send is dropped. */
    @Override
    public @Nullable Message intake(Pipe pipe, Message message) {
        byte[] first = message.bytes();
        if (message.frameCount() == 1 && first.length > 0 && (first[0] == 0 || first[0] == 1)) {
            if (first.length - 1 > socket.subscriptionMaximumBytes()) {
                pipe.refuse(Reason.FRAME_SIZE, "a subscription of " + (first.length - 1) + " bytes");
                return null;
            }
            byte[] topic = Arrays.copyOfRange(first, 1, first.length);
            socket.onSendSideFromReceive(() -> {
                if (first[0] == 1) {
                    onSubscribe(pipe, topic);
                } else {
                    onCancel(pipe, topic);
                }
            });
        } else {
            socket.drop(Reason.UNEXPECTED_MESSAGE, 1);
        }
        return null;
    }

    @Override
    public void onSubscribe(Pipe pipe, byte[] topic) {
        if (!subscribers.subscribe(pipe, topic, SUBSCRIPTIONS_MAXIMUM, SUBSCRIPTIONS_MAXIMUM_BYTES)) {
            pipe.refuse(
                    Reason.SUBSCRIPTION_LIMIT,
                    "more than " + SUBSCRIPTIONS_MAXIMUM + " subscriptions, or " + SUBSCRIPTIONS_MAXIMUM_BYTES
                            + " bytes of them");
            return;
        }
        socket.subscribersChanged();
        socket.matchesChanged(); // fewer, where matching is inverted
    }

    @Override
    public void onCancel(Pipe pipe, byte[] topic) {
        subscribers.cancel(pipe, topic);
        socket.matchesChanged();
    }

    /** Send side: how many peers have at least one subscription. */
    public int subscribers() {
        return subscribers.subscribers();
    }
}
