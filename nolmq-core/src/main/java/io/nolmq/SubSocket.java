package io.nolmq;

import io.nolmq.internal.engine.SocketCore;
import io.nolmq.internal.pattern.SubPattern;
import java.nio.charset.StandardCharsets;

/**
 * Subscribes (RFC 29): receives what its {@link PubSocket}s publish under the prefixes it has subscribed to. Without a
 * subscription it receives nothing. Subscriptions may change at any time, and survive lost connections.
 */
public final class SubSocket extends ReceivingSocket {
    private final SubPattern pattern;

    SubSocket(SocketCore core) {
        super(core);
        pattern = core.pattern(SubPattern.class);
    }

    /**
     * Subscribes to all messages whose first frame begins with a prefix. Counted: as many times as it is subscribed,
     * so many times it must be unsubscribed. Does not wait for the publishers to know.
     *
     * @param prefix in UTF-8, 65 526 bytes at most; the empty text subscribes to everything
     * @throws IllegalArgumentException when it is longer
     * @throws io.nolmq.message.SocketClosedException when the socket is closed
     */
    public void subscribe(String prefix) {
        subscribe(prefix.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Subscribes to all messages whose first frame begins with a prefix, like {@link #subscribe(String)}.
     *
     * @param prefix copied, 65 526 bytes at most; no bytes subscribe to everything
     * @throws IllegalArgumentException when it is longer
     * @throws io.nolmq.message.SocketClosedException when the socket is closed
     */
    public void subscribe(byte[] prefix) {
        byte[] own = pattern.requireShort(prefix.clone());
        core().underSendSide(() -> pattern.subscribe(own));
    }

    /**
     * Takes one subscription back. When it was the last of its prefix, nothing is received under it from when this
     * returns; an unknown prefix is no error. Does not wait.
     *
     * @param prefix in UTF-8
     * @throws io.nolmq.message.SocketClosedException when the socket is closed
     */
    public void unsubscribe(String prefix) {
        unsubscribe(prefix.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Takes one subscription back, like {@link #unsubscribe(String)}.
     *
     * @param prefix copied
     * @throws io.nolmq.message.SocketClosedException when the socket is closed
     */
    public void unsubscribe(byte[] prefix) {
        byte[] own = prefix.clone();
        core().underSendSide(() -> pattern.unsubscribe(own));
    }
}
