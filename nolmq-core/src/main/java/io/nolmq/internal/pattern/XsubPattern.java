package io.nolmq.internal.pattern;

import io.nolmq.message.Message;
import io.nolmq.message.PatternOptions.Switch;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketOptions;
import io.nolmq.spi.PatternSocket;
import io.nolmq.spi.Pipe;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * XSUB (RFC 29): receives from its peers in turn, unfiltered; sends subscriptions, as messages of the application, and any
 * other message to all peers. Subscriptions are state, told to each new connection whole.
 */
public final class XsubPattern extends FairQueuedPattern {
    private final PatternSocket socket;
    private final FrameLimit frames;

    // ---- send side
    private boolean onlyFirst;
    private boolean tellsEveryCancellation;
    private final FanOut peers = new FanOut(false, false);
    private final Set<Pipe> connected = new LinkedHashSet<>();
    /** How many times each topic was subscribed. */
    private final Map<Topic, Integer> counts = new HashMap<>();

    public XsubPattern(PatternSocket socket) {
        super(new FairQueue(socket));
        this.socket = socket;
        frames = new FrameLimit(socket);
        onOptions(socket.options());
    }

    @Override
    public void onOptions(SocketOptions now) {
        frames.onOptions(now);
        onlyFirst = now.pattern().has(Switch.ONLY_FIRST_SUBSCRIBE);
        tellsEveryCancellation = now.pattern().has(Switch.VERBOSE_UNSUBSCRIBE);
    }

    // ------------------------------------------------------------------ messages

    /** Never waits: what a peer at its mark misses is dropped for it, but for subscriptions, which are not counted. */
    @Override
    public SendResult trySend(Message message) {
        frames.require(message.frameCount());
        Message other = SubscriptionFrames.takeOut(message, onlyFirst, new SubscriptionFrames.Commands() {
            @Override
            public void subscribe(byte[] topic) {
                XsubPattern.this.subscribe(topic);
            }

            @Override
            public void cancel(byte[] topic) {
                unsubscribe(topic);
            }
        });
        if (other != null && peers.trySendToAll(other) == SendResult.NO_PEER) {
            socket.drop(Reason.NO_PEER, 1);
        }
        return SendResult.SENT;
    }

    @Override
    public boolean isWritable() {
        return true; // what a peer has no room for is dropped for it
    }

    @Override
    public @Nullable Message tryReceive() {
        return in.poll();
    }

    // ------------------------------------------------------------------ subscriptions

    /** Send side: every call is told to the peers. */
    public void subscribe(byte[] topic) {
        SubscriptionFrames.requireShort(socket, topic);
        Topic key = new Topic(topic);
        Integer count = counts.get(key);
        for (Pipe pipe : connected) {
            pipe.subscribe(topic);
        }
        counts.put(key, count == null ? 1 : count + 1);
    }

    /** Send side: the peers are told of the last, or of each. */
    public void unsubscribe(byte[] topic) {
        Topic key = new Topic(topic);
        Integer count = counts.get(key);
        boolean last = count != null && count == 1;
        if (last || tellsEveryCancellation) {
            for (Pipe pipe : connected) {
                pipe.cancel(topic);
            }
        }
        if (last) {
            counts.remove(key);
        } else if (count != null) {
            counts.put(key, count - 1);
        }
    }

    /** Send side: the number of distinct topics. */
    public int topics() {
        return counts.size();
    }

    // ------------------------------------------------------------------ pipes

    @Override
    public void onAttached(Pipe pipe) {
        peers.add(pipe);
    }

    @Override
    public void onConnected(Pipe pipe) {
        connected.add(pipe);
        for (Topic topic : counts.keySet()) {
            pipe.subscribe(topic.bytes());
        }
    }

    @Override
    public void onDisconnected(Pipe pipe) {
        connected.remove(pipe);
    }

    @Override
    public void onDetached(Pipe pipe) {
        connected.remove(pipe);
        peers.remove(pipe);
    }
}
