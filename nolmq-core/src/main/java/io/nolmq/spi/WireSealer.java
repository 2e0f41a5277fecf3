package io.nolmq.spi;

import io.nolmq.message.Message;

/**
 * Turns the encoded frames of a connection into encrypted ones, when they are about to be written. What waits is kept as it
 * was encoded, so that it can go over another connection as well. Belongs to the send side.
 */
public interface WireSealer {
    /** The length of the frame that begins at that place of what {@link WireEncoder} has written. */
    int frameBytes(byte[] encoded, int from);

    /** How many bytes {@link #seal(byte[], int, byte[], int)} writes for it. */
    long sealedBytes(byte[] encoded, int from);

    /**
     * Seals the frame that begins at that place. Where this throws, nothing is sealed.
     *
     * @return the offset behind the sealed frame
     */
    int seal(byte[] encoded, int from, byte[] target, int offset);

    /** How many bytes {@link #seal(Message, int, byte[])} needs for one frame of a message. */
    long sealedBytes(Message message, int frame);

    /** Seals one frame of a message, from the beginning of an array on. Where this throws, nothing is sealed. */
    void seal(Message message, int frame, byte[] target);
}
