package io.nolmq.spi;

/**
 * A command on its way to a peer. Kept as it is and encoded when it is written, for the connection that it goes over.
 * Immutable.
 */
public final class Command {
    /** The kinds of commands after the handshake. */
    public enum Kind {
        SUBSCRIBE,
        CANCEL,
        PING,
        PONG
    }

    private final Kind kind;
    private final int ttlDeciseconds;
    private final byte[] bytes;

    private Command(Kind kind, int ttlDeciseconds, byte[] bytes) {
        this.kind = kind;
        this.ttlDeciseconds = ttlDeciseconds;
        this.bytes = bytes;
    }

    /** The peer is to send messages whose first frame begins with the topic. */
    public static Command subscribe(byte[] topic) {
        return new Command(Kind.SUBSCRIBE, 0, topic);
    }

    /** Takes back one subscription. */
    public static Command cancel(byte[] topic) {
        return new Command(Kind.CANCEL, 0, topic);
    }

    /** The peer is to return the context (at most 16 bytes), and to give us up when it hears nothing for that time. */
    public static Command ping(int ttlDeciseconds, byte[] context) {
        return new Command(Kind.PING, ttlDeciseconds, context);
    }

    /** The answer to a PING. */
    public static Command pong(byte[] context) {
        return new Command(Kind.PONG, 0, context);
    }

    public Kind kind() {
        return kind;
    }

    /** The time to live of a PING; 0 for none. */
    public int ttlDeciseconds() {
        return ttlDeciseconds;
    }

    /** The topic or the context, not a copy. */
    public byte[] bytes() {
        return bytes;
    }
}
