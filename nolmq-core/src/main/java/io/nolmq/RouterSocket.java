package io.nolmq;

import io.nolmq.internal.engine.SocketCore;
import io.nolmq.message.Endpoint;
import io.nolmq.message.Message;
import io.nolmq.message.RoutingId;
import io.nolmq.message.SendResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Answers by address (RFC 28): the first frame of each message received is the routing id of the peer it came from, the
 * first frame of each message sent is that of the peer it goes to. A message for an unknown or full peer is dropped and
 * counted, unless {@code routerMandatory} is on.
 */
public final class RouterSocket extends Socket implements Sender, Receiver {
    RouterSocket(SocketCore core) {
        super(core);
    }

    @Override
    public void send(Message message) {
        core().send(message);
    }

    @Override
    public SendResult trySend(Message message) {
        return core().trySend(message);
    }

    @Override
    public SendResult send(Message message, Duration timeout) {
        return core().send(message, Durations.nanos(timeout));
    }

    @Override
    public Message receive() {
        return core().receive();
    }

    @Override
    public @Nullable Message tryReceive() {
        return core().tryReceive();
    }

    @Override
    public @Nullable Message receive(Duration timeout) {
        return core().receive(Durations.nanos(timeout));
    }

    /**
     * Connects to a peer under a routing id that this socket chooses, whatever the peer calls itself; otherwise like
     * {@link #connect(String)}. Messages may be sent to that id at once. When another peer has it already, this one is
     * refused and tried again.
     *
     * @param endpoint such as {@code tcp://host:5555}
     * @param as the routing id; {@link RoutingId#EMPTY} leaves the choice to the peer
     * @return the endpoint, which is what {@link #disconnect} takes
     * @throws io.nolmq.message.EndpointException when the endpoint cannot be understood
     * @throws io.nolmq.message.SocketClosedException when the socket is closed
     */
    public Endpoint connect(String endpoint, RoutingId as) {
        return core().endpoints().connect(Endpoint.parse(endpoint), as);
    }
}
