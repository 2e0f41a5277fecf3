package io.nolmq.internal.transport.stream;

import io.nolmq.internal.mechanism.NullMechanism;
import io.nolmq.internal.wiring.SocketTypes;
import io.nolmq.internal.zmtp.Zmtp;
import io.nolmq.message.ProtocolOptions;
import io.nolmq.message.SocketType;
import io.nolmq.spi.Cipher;
import io.nolmq.spi.Codec;
import io.nolmq.spi.PeerIdentity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Those of connections to a peer that speaks ZMTP 3.1. */
final class Codecs {
    static final Codec PLAIN = with(null);

    private Codecs() {}

    static Codec with(@Nullable Cipher cipher) {
        return new Codec(
                new Zmtp(SocketTypes.of(SocketType.PUSH), ProtocolOptions.DEFAULTS, NullMechanism::new),
                new PeerIdentity(SocketType.PULL, new byte[0], 1, Map.of()),
                cipher);
    }
}
