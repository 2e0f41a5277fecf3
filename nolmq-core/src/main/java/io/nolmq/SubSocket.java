package io.nolmq;

import io.nolmq.internal.engine.SocketCore;
import io.nolmq.internal.pattern.SubPattern;
import java.nio.charset.StandardCharsets;

/**
 * A subscriber (RFC 29): receives messages published by its {@link PubSocket}s under the prefixes to which it has
 * subscribed. Without a subscription it receives nothing. Subscriptions may change at any time, and survive lost
 * connections.
 */
public final class SubSocket extends ReceivingSocket {
    private final SubPattern pattern;

    SubSocket(SocketCore core) {
        super(core);
        pattern = core.pattern(SubPattern.class);
    }

    /**
     * Subscribes to all messages whose first frame begins with a prefix. Subscriptions are counted: each call must be
     * matched by one call to {@link #unsubscribe(String)}. Does not wait for the publishers to learn of it.
     *
     * @param prefix the prefix, 65 526 bytes at most in UTF-8; an empty string subscribes to everything
     * @throws IllegalArgumentException if the prefix is longer
     * @throws io.nolmq.message.SocketClosedException if the socket is closed
     */
    public void subscribe(String prefix) {
        subscribe(prefix.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Subscribes to all messages whose first frame begins with a prefix, like {@link #subscribe(String)}.
     *
     * @param prefix the prefix, 65 526 bytes at most, copied; an empty array subscribes to everything
     * @throws IllegalArgumentException if the prefix is longer
     * @throws io.nolmq.message.SocketClosedException if the socket is closed
     */
    public void subscribe(byte[] prefix) {
        byte[] own = pattern.requireShort(prefix.clone());
        core().underSendSide(() -> pattern.subscribe(own));
    }

    /**
     * Removes one subscription. If it was the last for its prefix, nothing is received under that prefix once this call
     * has returned; an unknown prefix is not an error. Does not block.
     *
     * @param prefix the prefix, in UTF-8
     * @throws io.nolmq.message.SocketClosedException if the socket is closed
     */
    public void unsubscribe(String prefix) {
        unsubscribe(prefix.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Removes one subscription, like {@link #unsubscribe(String)}.
     *
     * @param prefix the prefix, copied
     * @throws io.nolmq.message.SocketClosedException if the socket is closed
     */
    public void unsubscribe(byte[] prefix) {
        byte[] own = prefix.clone();
        core().underSendSide(() -> pattern.unsubscribe(own));
    }
}
