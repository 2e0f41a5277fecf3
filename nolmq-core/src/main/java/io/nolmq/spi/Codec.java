package io.nolmq.spi;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How one connection encodes and decodes, as its handshake has settled it: for which version of the peer, and through which
 * cipher. Immutable; what it makes belongs to the side that asked for it.
 */
public final class Codec {
    private final WireProtocol protocol;
    private final int minorVersion;
    private final @Nullable Cipher cipher;

    /**
     * @param peer what the peer said of itself
     * @param cipher null where traffic is not encrypted
     */
    public Codec(WireProtocol protocol, PeerIdentity peer, @Nullable Cipher cipher) {
        this.protocol = protocol;
        this.minorVersion = peer.minorVersion();
        this.cipher = cipher;
    }

    /** A whole frame, not sealed yet. */
    public byte[] encode(Command command) {
        return protocol.encoder().encode(command, minorVersion);
    }

    /** The sealer of outgoing frames, for the send side; null where they go out as they are. */
    public @Nullable WireSealer sealer() {
        Cipher with = cipher;
        return with == null ? null : protocol.sealer(with);
    }

    /**
     * What turns the bytes behind the handshake into messages, for the receive side.
     *
     * @param commands takes what is not a message
     * @param buffers gives a buffer of at least 4 KiB, for as long as bytes stand in it
     */
    public WireDecoder decoder(CommandSink commands, Supplier<byte[]> buffers) {
        return protocol.decoder(commands, buffers, cipher);
    }
}
