package io.nolmq.spi;

/**
 * Takes the commands that a decoder finds between messages. Called in the order of the wire by whoever decodes, under
 * the socket's receive side; no method may block. The arrays belong to the callee.
 */
public interface CommandSink {
    /** The peer asks for a PONG, and to be given up when it hears nothing for {@code ttlDeciseconds} (0: no limit). */
    void onPing(int ttlDeciseconds, byte[] context);

    /** The peer answers a PING. */
    void onPong(byte[] context);

    /** The peer wants messages whose first frame begins with the topic. */
    void onSubscribe(byte[] topic);

    /** The peer takes back one subscription. */
    void onCancel(byte[] topic);

    /** A well-formed command that NolMQ does not know: ignored, as long as there are few. */
    void onUnknownCommand();
}
