package io.nolmq.internal.raw;

import io.nolmq.message.SocketType;
import io.nolmq.spi.PeerIdentity;
import io.nolmq.spi.WireHandshake;
import java.util.Map;

/** Over before it begins: nobody says who he is. */
final class RawHandshake implements WireHandshake {
    private static final byte[] NOTHING = {};

    private final PeerIdentity peer;

    RawHandshake(SocketType socketType) {
        peer = new PeerIdentity(socketType, NOTHING, 0, Map.of());
    }

    @Override
    public byte[] takeOutput() {
        return NOTHING;
    }

    @Override
    public PeerIdentity peer() {
        return peer;
    }

    @Override
    public byte[] lastWord() {
        return NOTHING;
    }

    @Override
    public int onBytes(byte[] bytes, int from, int to, long nowNanos) {
        return 0;
    }

    @Override
    public void onTimer(long nowNanos) {
        // there is nothing to wait for
    }

    @Override
    public long nanosUntilDeadline(long nowNanos) {
        return -1;
    }
}
