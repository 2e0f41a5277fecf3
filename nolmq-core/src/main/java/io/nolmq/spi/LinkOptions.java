package io.nolmq.spi;

import io.nolmq.message.Option;
import io.nolmq.message.Options;
import io.nolmq.message.SocketOptions;
import java.util.Set;

/**
 * The options of one endpoint: those of its socket when it was bound or connected, and those given to that call. The former
 * do not change, but for the high-water marks, which follow the socket. Immutable.
 */
public final class LinkOptions {
    private final SocketOptions snapshot;
    private final Set<Option<?>> own;
    private final WireProtocol protocol;

    /**
     * @param snapshot all options, those given to the call included
     * @param own the options given to the call
     * @param protocol of the socket
     */
    public LinkOptions(SocketOptions snapshot, Set<Option<?>> own, WireProtocol protocol) {
        this.snapshot = snapshot;
        this.own = Set.copyOf(own);
        this.protocol = protocol.with(snapshot.protocol());
    }

    /** The options that count while the endpoint is bound or connected; its marks may be others by now. */
    public SocketOptions snapshot() {
        return snapshot;
    }

    /** The protocol of its connections. */
    public WireProtocol protocol() {
        return protocol;
    }

    /** The high-water mark for sending, where the socket has these options now. */
    public int sendHighWaterMark(SocketOptions now) {
        return inForce(Options.SEND_HIGH_WATER_MARK, now).queue().sendHighWaterMark();
    }

    /** The high-water mark for receiving, where the socket has these options now. */
    public int receiveHighWaterMark(SocketOptions now) {
        return inForce(Options.RECEIVE_HIGH_WATER_MARK, now).queue().receiveHighWaterMark();
    }

    private SocketOptions inForce(Option<?> option, SocketOptions now) {
        return own.contains(option) ? snapshot : now;
    }
}
