package io.nolmq;

import io.nolmq.internal.engine.SocketCore;
import io.nolmq.internal.pattern.XsubPattern;
import java.nio.charset.StandardCharsets;

/**
 * A subscriber whose subscriptions are messages (RFC 29): a frame that begins with a byte 1 subscribes to the topic behind
 * it, one that begins with 0 takes a subscription back. Any other message goes upstream, to all {@link XpubSocket}s
 * connected. It receives, unfiltered, everything that its publishers send it. Sending never blocks.
 */
public final class XsubSocket extends DuplexSocket {
    private final XsubPattern pattern;

    XsubSocket(SocketCore core) {
        super(core);
        pattern = core.pattern(XsubPattern.class);
    }

    /**
     * Subscribes to all messages whose first frame begins with a topic, as a message would. Every call is told to the
     * publishers; it must be taken back as often.
     *
     * @param topic in UTF-8, 65 526 bytes at most; the empty text subscribes to everything
     * @throws IllegalArgumentException when it is longer
     * @throws io.nolmq.message.SocketClosedException when the socket is closed
     */
    public void subscribe(String topic) {
        subscribe(topic.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Subscribes, like {@link #subscribe(String)}.
     *
     * @param topic copied, 65 526 bytes at most; no bytes subscribe to everything
     * @throws IllegalArgumentException when it is longer
     * @throws io.nolmq.message.SocketClosedException when the socket is closed
     */
    public void subscribe(byte[] topic) {
        byte[] own = topic.clone();
        core().underSendSide(() -> pattern.subscribe(own));
    }

    /**
     * Takes one subscription back. The publishers are told when it was the last of its topic, with the option {@code
     * verboseUnsubscribe} each time.
     *
     * @param topic in UTF-8
     * @throws io.nolmq.message.SocketClosedException when the socket is closed
     */
    public void unsubscribe(String topic) {
        unsubscribe(topic.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Takes one subscription back, like {@link #unsubscribe(String)}.
     *
     * @param topic copied
     * @throws io.nolmq.message.SocketClosedException when the socket is closed
     */
    public void unsubscribe(byte[] topic) {
        byte[] own = topic.clone();
        core().underSendSide(() -> pattern.unsubscribe(own));
    }

    /**
     * The number of distinct topics that it is subscribed to.
     *
     * @return 0 or more
     * @throws io.nolmq.message.SocketClosedException when the socket is closed
     */
    public int topicsCount() {
        int[] topics = new int[1];
        core().underSendSide(() -> topics[0] = pattern.topics());
        return topics[0];
    }
}
