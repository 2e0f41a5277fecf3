package io.nolmq;

import io.nolmq.internal.engine.SocketCore;
import io.nolmq.internal.pattern.XpubPattern;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A publisher that sees its subscriptions (RFC 29). It sends as a {@link PubSocket} does. It receives a message of one frame
 * for each topic that gains its first subscriber or loses its last: a byte 1 or 0, and the topic; and the messages that an
 * {@link XsubSocket} sends besides. No notification is ever dropped, and subscriptions take effect whether or not they are
 * received, unless the option {@code manual} leaves them to the application.
 */
public final class XpubSocket extends DuplexSocket {
    private final XpubPattern pattern;

    XpubSocket(SocketCore core) {
        super(core);
        pattern = core.pattern(XpubPattern.class);
    }

    /**
     * Subscribes the peer of the notification received last to a topic, which need not be the one that it asked for; with
     * the option {@code manual}. Does nothing when that peer has gone.
     *
     * @param topic in UTF-8; the empty text subscribes to everything
     * @throws io.nolmq.message.ZmqException with {@code INVALID_OPTION} without the option {@code manual}
     * @throws io.nolmq.message.SocketClosedException when the socket is closed
     */
    public void subscribe(String topic) {
        subscribe(topic.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Subscribes the peer of the notification received last, like {@link #subscribe(String)}.
     *
     * @param topic copied; no bytes subscribe to everything
     * @throws io.nolmq.message.ZmqException with {@code INVALID_OPTION} without the option {@code manual}
     * @throws io.nolmq.message.SocketClosedException when the socket is closed
     */
    public void subscribe(byte[] topic) {
        byte[] own = topic.clone();
        core().underSendSide(() -> pattern.subscribe(own));
    }

    /**
     * Ends a subscription of the peer of the notification received last; with the option {@code manual}.
     *
     * @param topic in UTF-8
     * @throws io.nolmq.message.ZmqException with {@code INVALID_OPTION} without the option {@code manual}
     * @throws io.nolmq.message.SocketClosedException when the socket is closed
     */
    public void unsubscribe(String topic) {
        unsubscribe(topic.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Ends a subscription of the peer of the notification received last, like {@link #unsubscribe(String)}.
     *
     * @param topic copied
     * @throws io.nolmq.message.ZmqException with {@code INVALID_OPTION} without the option {@code manual}
     * @throws io.nolmq.message.SocketClosedException when the socket is closed
     */
    public void unsubscribe(byte[] topic) {
        byte[] own = topic.clone();
        core().underSendSide(() -> pattern.unsubscribe(own));
    }

    /**
     * The number of distinct topics that have a subscriber. Those of a peer that has just gone may be counted for a moment.
     *
     * @return 0 or more
     * @throws io.nolmq.message.SocketClosedException when the socket is closed
     */
    public long topicsCount() {
        long[] topics = new long[1];
        core().underSendSide(() -> topics[0] = pattern.topics());
        return topics[0];
    }

    /**
     * Blocks until that many peers have at least one subscription.
     *
     * @param count how many, at least 1
     * @param timeout the longest time to wait; zero or less only looks
     * @return true if there were that many before the timeout
     * @throws io.nolmq.message.SocketClosedException when the socket is closed meanwhile
     * @throws io.nolmq.message.InterruptedSocketException when the thread is interrupted meanwhile
     */
    public boolean awaitSubscribers(int count, Duration timeout) {
        return core().awaitPeers(() -> pattern.subscribers() >= count, Durations.nanos(timeout));
    }
}
