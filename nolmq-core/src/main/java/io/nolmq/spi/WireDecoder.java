package io.nolmq.spi;

import io.nolmq.message.Message;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Turns the bytes of an open connection into messages and commands. Belongs to the receive side of its socket. */
public interface WireDecoder {
    /** Bytes that came in together with the end of the handshake. Only before the first {@link #target}. */
    void prime(byte[] bytes, int from, int to);

    /** Where the next bytes of the channel go. To be followed by {@link #received} before anything else. */
    ByteBuffer target();

    /** That many bytes were put into {@link #target}. */
    void received(int count);

    /**
     * The next whole message. Commands on the way to it are handed on.
     *
     * @return null when more bytes are needed
     * @throws ProtocolException when the connection must end; nothing more may be asked of this object
     */
    @Nullable
    Message next() throws ProtocolException;

    /** How much memory what has come and is no whole message yet takes, and will take with the next read. */
    long heldBytes();

    /**
     * Gives the shared buffer back, as long as nothing more comes.
     *
     * @return the buffer, which the caller returns to where it came from, or null when none was held
     */
    byte @Nullable [] releaseBuffer();
}
