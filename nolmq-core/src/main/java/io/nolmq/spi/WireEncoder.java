package io.nolmq.spi;

import io.nolmq.message.Message;

/** Turns messages and commands into bytes. Has no state: any thread may use it. */
public interface WireEncoder {
    /** How many bytes {@link #encode} writes for the message. */
    long encodedBytes(Message message);

    /**
     * Writes a whole message.
     *
     * @param target has room for {@link #encodedBytes} from {@code offset} on
     * @return the offset behind the message
     */
    int encode(Message message, byte[] target, int offset);

    /**
     * Writes what stands before the body of one frame of a message, for a body that goes to the channel from its own
     * array.
     *
     * @param target has room for 9 bytes from {@code offset} on
     * @return the offset behind the header
     */
    int encodeHeader(Message message, int frame, byte[] target, int offset);

    /** A whole frame of a command, as the peer's version wants it. */
    byte[] encode(Command command, int minorVersion);
}
