package io.nolmq.internal.pattern;

import io.nolmq.message.Message;
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
 * SUB (RFC 29): from its peers in turn, what matches a subscription of its own; sends subscriptions alone. They are state,
 * told to each new connection whole. One side for both directions, because what is received is filtered by them.
 */
public final class SubPattern extends FairQueuedPattern {
    private final PatternSocket socket;
    private boolean inverted;
    private final Set<Pipe> connected = new LinkedHashSet<>();
    /** How many times each prefix was subscribed. */
    private final Map<Topic, Integer> counts = new HashMap<>();

    private final SubscriptionTrie<SubPattern> filter = new SubscriptionTrie<>();
    private final SubscriptionTrie.Matches<SubPattern> onMatch = any -> any.matches = true;
    private boolean matches;

    public SubPattern(PatternSocket socket) {
        super(new FairQueue(socket));
        this.socket = socket;
        onOptions(socket.options());
    }

    @Override
    public void onOptions(SocketOptions now) {
        inverted = now.pattern().invertMatching();
    }

    @Override
    public SendResult trySend(Message message) {
        throw new UnsupportedOperationException("a SUB sends nothing");
    }

    @Override
    public boolean isReadable() {
        while (in.hasNext()) {
            if (isWanted(in.next().bytes())) {
                return true;
            }
            in.poll();
            socket.drop(Reason.FILTERED, 1);
        }
        return false;
    }

    @Override
    public @Nullable Message tryReceive() {
        for (Message message = in.poll(); message != null; message = in.poll()) {
            boolean wanted;
            try {
                wanted = isWanted(message.bytes());
            } catch (Throwable fault) {
                in.giveBack(message);
                throw fault;
            }
            if (wanted) {
                return message;
            }
            socket.drop(Reason.FILTERED, 1);
        }
        return null;
    }

    private boolean isWanted(byte[] first) {
        matches = false;
        filter.match(first, onMatch);
        return matches != inverted;
    }

    /**
     * The prefix, when any publisher accepts it. From any thread.
     *
     * @throws IllegalArgumentException when it is too long
     */
    public byte[] requireShort(byte[] prefix) {
        SubscriptionFrames.requireShort(socket, prefix);
        return prefix;
    }

    /** Send side: the application subscribes. */
    public void subscribe(byte[] prefix) {
        Topic key = new Topic(prefix);
        Integer count = counts.get(key);
        if (count == null) {
            filter.add(prefix, this); // may be done again, where what follows fails
            for (Pipe pipe : connected) {
                pipe.subscribe(prefix);
            }
        }
        counts.put(key, count == null ? 1 : count + 1);
    }

    /** Send side: the application takes a subscription back. */
    public void unsubscribe(byte[] prefix) {
        Topic key = new Topic(prefix);
        Integer count = counts.get(key);
        if (count == null) {
            return;
        }
        if (count > 1) {
            counts.put(key, count - 1);
            return;
        }
        for (Pipe pipe : connected) {
            pipe.cancel(prefix); // may be done again, where what follows fails
        }
        counts.remove(key);
        filter.remove(prefix, this);
    }

    @Override
    public void onConnected(Pipe pipe) {
        connected.add(pipe);
        for (Topic prefix : counts.keySet()) {
            pipe.subscribe(prefix.bytes());
        }
    }

    @Override
    public void onDisconnected(Pipe pipe) {
        connected.remove(pipe);
    }

    @Override
    public void onDetached(Pipe pipe) {
        connected.remove(pipe);
    }
}
