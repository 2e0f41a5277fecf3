package io.nolmq;

import io.nolmq.internal.engine.SocketCore;
import io.nolmq.internal.pattern.XsubPattern;
import java.nio.charset.StandardCharsets;

/**
 * A subscriber whose subscriptions are messages (RFC 29): a frame that begins with a byte 1 subscribes to the topic
 * after it; one that begins with a byte 0 removes a subscription. Any other message goes upstream, to all connected
 * {@link XpubSocket}s. It receives, unfiltered, everything sent to it by its publishers. Sending never blocks.
 */
public final class XsubSocket extends DuplexSocket {
    private final XsubPattern pattern;

    XsubSocket(SocketCore core) {
        super(core);
        pattern = core.pattern(XsubPattern.class);
    }

    /**
     * Subscribes to all messages whose first frame begins with a topic, as a subscription message would. Every call is
     * forwarded to the publishers, and must be matched by one call to {@link #unsubscribe(String)}.
     *
     * @param topic the topic, 65 526 bytes at most in UTF-8; an empty string subscribes to everything
     * @throws IllegalArgumentException if the topic is longer
     * @throws io.nolmq.message.SocketClosedException if the socket is closed
     */
    public void subscribe(String topic) {
        subscribe(topic.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Subscribes, like {@link #subscribe(String)}.
     *
     * @param topic the topic, 65 526 bytes at most, copied; an empty array subscribes to everything
     * @throws IllegalArgumentException if the topic is longer
     * @throws io.nolmq.message.SocketClosedException if the socket is closed
     */
    public void subscribe(byte[] topic) {
        byte[] own = topic.clone();
        core().underSendSide(() -> pattern.subscribe(own));
    }

    /**
     * Removes one subscription. The publishers are notified if it was the last for its topic; with the option
     * {@code verboseUnsubscribe}, every time.
     *
     * @param topic the topic, in UTF-8
     * @throws io.nolmq.message.SocketClosedException if the socket is closed
     */
    public void unsubscribe(String topic) {
        unsubscribe(topic.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Removes one subscription, like {@link #unsubscribe(String)}.
     *
     * @param topic the topic, copied
     * @throws io.nolmq.message.SocketClosedException if the socket is closed
     */
    public void unsubscribe(byte[] topic) {
        byte[] own = topic.clone();
        core().underSendSide(() -> pattern.unsubscribe(own));
    }

    /**
     * The number of distinct topics to which this socket is subscribed.
     *
     * @return the number of topics, 0 or more
     * @throws io.nolmq.message.SocketClosedException if the socket is closed
     */
    public int topicsCount() {
        int[] topics = new int[1];
        core().underSendSide(() -> topics[0] = pattern.topics());
        return topics[0];
    }
}
