package io.nolmq;

import io.nolmq.internal.engine.SocketCore;
import io.nolmq.internal.pattern.XpubPattern;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A publisher that sees its subscriptions (RFC 29). It sends as a {@link PubSocket} does. For each topic that gains its
 * first subscriber or loses its last, it receives a notification: a message of one frame, a byte 1 or 0 followed by the
 * topic. It also receives the other messages sent by an {@link XsubSocket}. No notification is ever dropped, and
 * subscriptions take effect whether or not they are received, unless the option {@code manual} leaves them to the
 * application.
 */
public final class XpubSocket extends DuplexSocket {
    private final XpubPattern pattern;

    XpubSocket(SocketCore core) {
        super(core);
        pattern = core.pattern(XpubPattern.class);
    }

    /**
     * Subscribes the peer of the last received notification to a topic, which may differ from the requested one.
     * Requires the option {@code manual}. Does nothing if that peer has gone.
     *
     * @param topic the topic, in UTF-8; an empty string subscribes to everything
     * @throws io.nolmq.message.ZmqException with {@code INVALID_OPTION} if the option {@code manual} is off
     * @throws io.nolmq.message.SocketClosedException if the socket is closed
     */
    public void subscribe(String topic) {
        subscribe(topic.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Subscribes the peer of the last received notification, like {@link #subscribe(String)}.
     *
     * @param topic the topic, copied; an empty array subscribes to everything
     * @throws io.nolmq.message.ZmqException with {@code INVALID_OPTION} if the option {@code manual} is off
     * @throws io.nolmq.message.SocketClosedException if the socket is closed
     */
    public void subscribe(byte[] topic) {
        byte[] own = topic.clone();
        core().underSendSide(() -> pattern.subscribe(own));
    }

    /**
     * Removes a subscription of the peer of the last received notification. Requires the option {@code manual}.
     *
     * @param topic the topic, in UTF-8
     * @throws io.nolmq.message.ZmqException with {@code INVALID_OPTION} if the option {@code manual} is off
     * @throws io.nolmq.message.SocketClosedException if the socket is closed
     */
    public void unsubscribe(String topic) {
        unsubscribe(topic.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Removes a subscription of the peer of the last received notification, like {@link #unsubscribe(String)}.
     *
     * @param topic the topic, copied
     * @throws io.nolmq.message.ZmqException with {@code INVALID_OPTION} if the option {@code manual} is off
     * @throws io.nolmq.message.SocketClosedException if the socket is closed
     */
    public void unsubscribe(byte[] topic) {
        byte[] own = topic.clone();
        core().underSendSide(() -> pattern.unsubscribe(own));
    }

    /**
     * The number of distinct topics with a subscriber. The topics of a peer that has just gone may still be counted for
     * a moment.
     *
     * @return the number of topics, 0 or more
     * @throws io.nolmq.message.SocketClosedException if the socket is closed
     */
    public long topicsCount() {
        long[] topics = new long[1];
        core().underSendSide(() -> topics[0] = pattern.topics());
        return topics[0];
    }

    /**
     * Blocks until a number of peers have at least one subscription.
     *
     * @param count the number of peers, at least 1
     * @param timeout the maximum time to block; zero or less only checks the current state
     * @return true if that many peers had subscribed before the timeout
     * @throws io.nolmq.message.SocketClosedException if the socket is closed, or is closed while this call blocks
     * @throws io.nolmq.message.InterruptedSocketException if the thread is interrupted while blocked
     */
    public boolean awaitSubscribers(int count, Duration timeout) {
        return core().awaitPeers(() -> pattern.subscribers() >= count, Durations.nanos(timeout));
    }
}
