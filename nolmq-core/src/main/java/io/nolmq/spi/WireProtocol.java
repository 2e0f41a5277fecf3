package io.nolmq.spi;

import io.nolmq.message.HeartbeatOptions;
import io.nolmq.message.ProtocolOptions;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The protocol on a stream connection, without the stream. Makes the parts that one connection needs. Safe for use by
 * any thread; its products are not.
 */
public interface WireProtocol {
    /**
     * The opening of a new connection.
     *
     * @param context what it is told of the connection
     * @param nowNanos the time that it begins at
     */
    WireHandshake handshake(HandshakeContext context, long nowNanos);

    /** What notices that the peer of a connection has fallen silent. */
    WireHeartbeat heartbeat(HeartbeatOptions options);

    /**
     * Whether there are frames, so that one connection can go on where another one broke, and within a process messages can
     * be passed on instead. Where not, the endpoints are those of tcp.
     */
    default boolean hasFrames() {
        return true;
    }

    /** The same protocol with other options. */
    default WireProtocol with(ProtocolOptions options) {
        return this;
    }

    /** Whether what a connection sends may be encrypted: then it is kept where a cipher can read it. */
    default boolean mayEncrypt() {
        return false;
    }

    /** The longest prefix that one end may send and the other accepts. */
    int subscriptionMaximumBytes();

    /** The one encoder, without state. */
    WireEncoder encoder();

    /**
     * What turns the bytes behind the handshake into messages.
     *
     * @param commands takes what is not a message
     * @param buffers gives a buffer of at least 4 KiB, for as long as bytes stand in it
     * @param cipher opens each frame first; null where none is sealed
     */
    WireDecoder decoder(CommandSink commands, Supplier<byte[]> buffers, @Nullable Cipher cipher);

    /** Makes the sealer of a connection. */
    default WireSealer sealer(Cipher cipher) {
        throw new UnsupportedOperationException("this protocol has no encryption");
    }
}
