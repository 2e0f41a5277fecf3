package io.nolmq.internal.pattern;

import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.spi.Pattern;
import io.nolmq.spi.PatternSocket;
import io.nolmq.spi.Pipe;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * ROUTER (RFC 28): the first frame is a peer's routing id, both ways. The table of peers belongs to the send side; what a
 * peer is called is fixed before anything is received from it.
 */
public final class RouterPattern implements Pattern {
    private static final int CHOSEN_BYTES = 5;

    private final PatternSocket socket;
    private final FrameLimit frames;
    private final boolean mandatory;
    private final boolean handover;
    private final boolean probes;
    /** By routing id; a buffer, since it finds the bytes of a message without a copy of them. */
    private final Map<ByteBuffer, Pipe> peers = new HashMap<>();

    private final FairQueue in;
    private int nextId = ThreadLocalRandom.current().nextInt();

    public RouterPattern(PatternSocket socket) {
        this.socket = socket;
        frames = new FrameLimit(socket);
        in = new FairQueue(socket);
        mandatory = socket.options().pattern().routerMandatory();
        handover = socket.options().pattern().routerHandover();
        probes = socket.options().pattern().probeRouter();
    }

    @Override
    public SendResult trySend(Message message) {
        frames.require(message.frameCount() - 1);
        Pipe pipe = peers.get(ByteBuffer.wrap(message.bytes()));
        if (pipe == null) {
            return unroutable();
        }
        Message body = message.from(1);
        if (body == null) {
            pipe.countDrop(Reason.UNEXPECTED_REPLY);
            return SendResult.SENT;
        }
        SendResult result = pipe.trySend(body);
        if (result == SendResult.SENT) {
            return result;
        }
        if (mandatory) {
            return result == SendResult.NO_PEER ? SendResult.UNROUTABLE : result;
        }
        pipe.countDrop(result == SendResult.FULL ? Reason.HIGH_WATER_MARK : Reason.PEER_GONE);
        return SendResult.SENT;
    }

    private SendResult unroutable() {
        if (mandatory) {
            return SendResult.UNROUTABLE;
        }
        socket.drop(Reason.UNROUTABLE, 1);
        return SendResult.SENT;
    }

    @Override
    public @Nullable Message tryReceive() {
        Message message = in.poll();
        Pipe from = in.last();
        return message == null || from == null ? null : message.prepend(from.routingId());
    }

    /** A connecting end that we named ourselves takes messages under that name before there is a connection. */
    @Override
    public void onAttached(Pipe pipe) {
        byte[] chosen = pipe.chosenRoutingId();
        if (chosen.length > 0 && peers.putIfAbsent(ByteBuffer.wrap(chosen.clone()), pipe) == null) {
            pipe.name(chosen);
        }
    }

    @Override
    public @Nullable Reason refusal(Pipe pipe) {
        Pipe holder = handover ? null : otherHolder(nameFor(pipe), pipe);
        if (holder == null) {
            return null;
        }
        holder.lookAlive();
        return Reason.DUPLICATE_ROUTING_ID;
    }

    @Override
    public void onConnected(Pipe pipe) {
        byte[] name = nameFor(pipe);
        byte[] id = name.length == 0 ? unusedId() : name;
        Pipe holder = otherHolder(id, pipe);
        if (holder != null) {
            holder.refuse(Reason.DUPLICATE_ROUTING_ID, "another peer came with its routing id, and handover is on");
        }
        pipe.name(id);
        peers.put(ByteBuffer.wrap(id.clone()), pipe); // the application gets the array with what it receives
        if (probes) {
            Probe.send(pipe);
        }
    }

    /** What the application, or else the peer itself, calls it; empty when neither does. */
    private static byte[] nameFor(Pipe pipe) {
        return pipe.chosenRoutingId().length > 0 ? pipe.chosenRoutingId() : pipe.peerRoutingId();
    }

    private @Nullable Pipe otherHolder(byte[] id, Pipe pipe) {
        Pipe holder = peers.get(ByteBuffer.wrap(id));
        return holder == pipe ? null : holder;
    }

    @Override
    public void onDisconnected(Pipe pipe) {
        if (pipe.chosenRoutingId().length == 0) {
            peers.remove(ByteBuffer.wrap(pipe.routingId()), pipe);
        }
    }

    @Override
    public void onDetached(Pipe pipe) {
        peers.remove(ByteBuffer.wrap(pipe.routingId()), pipe);
    }

    @Override
    public long discardReceived() {
        return in.discard();
    }

    @Override
    public boolean mayHaveMore() {
        return in.mayHaveMore();
    }

    @Override
    public void onReadable(Pipe pipe) {
        in.onReadable(pipe);
    }

    /** As libzmq chooses: a zero byte, then a counter. */
    private byte[] unusedId() {
        while (true) {
            byte[] id = ByteBuffer.allocate(CHOSEN_BYTES)
                    .put((byte) 0)
                    .putInt(nextId++)
                    .array();
            if (!peers.containsKey(ByteBuffer.wrap(id))) {
                return id;
            }
        }
    }
}
