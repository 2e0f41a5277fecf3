package io.nolmq.internal.transport.stream;

import io.nolmq.spi.Codec;
import io.nolmq.spi.PeerIdentity;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** A connection whose peer has said who it is, but has not been told yet that it is welcome. Immutable. */
final class Opened {
    private final SocketChannel channel;
    private final SelectionKey key;
    private final PeerIdentity peer;
    private final Codec codec;
    private final byte[] lastWord;
    private final byte[] rest;

    /**
     * @param key is registered, with an empty interest
     * @param codec what encodes and decodes the traffic
     * @param lastWord what a welcome peer is to be told first; empty for nothing
     * @param rest what came behind the peer's handshake
     */
    Opened(SocketChannel channel, SelectionKey key, PeerIdentity peer, Codec codec, byte[] lastWord, byte[] rest) {
        this.channel = channel;
        this.key = key;
        this.peer = peer;
        this.codec = codec;
        this.lastWord = lastWord;
        this.rest = rest;
    }

    SocketChannel channel() {
        return channel;
    }

    SelectionKey key() {
        return key;
    }

    PeerIdentity peer() {
        return peer;
    }

    Codec codec() {
        return codec;
    }

    byte[] lastWord() {
        return lastWord;
    }

    byte[] rest() {
        return rest;
    }
}
