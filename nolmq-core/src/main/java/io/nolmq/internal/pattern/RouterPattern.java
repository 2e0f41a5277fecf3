package io.nolmq.internal.pattern;

import io.nolmq.message.Message;
import io.nolmq.message.PatternOptions;
import io.nolmq.message.PatternOptions.Switch;
import io.nolmq.message.PeerState;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketOptions;
import io.nolmq.spi.ConnectionNotes;
import io.nolmq.spi.PatternSocket;
import io.nolmq.spi.Pipe;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * ROUTER (RFC 28): the first frame is a peer's routing id, both ways. The table of peers belongs to the send side; a message
 * that is received brings the name of its sender along.
 *
 * <p>A pipe keeps its name between connections, and its peer stays routable, until a peer of another name connects there.
 * Another pipe's peer may take a name whose holder has no connection, unless the application chose it.
 */
public final class RouterPattern extends FairQueuedPattern {
    private final PatternSocket socket;
    private final FrameLimit frames;
    private boolean mandatory;
    private boolean handover;
    private boolean probes;
    /** Whether peers speak without framing: an empty message closes the connection. */
    private final boolean raw;
    /** By routing id; a buffer, since it finds the bytes of a message without a copy of them. */
    private final Map<ByteBuffer, Pipe> peers = new HashMap<>();

    private final NameWaiters waiters = new NameWaiters();
    private final AutomaticIds ids = new AutomaticIds();

    /** Receive side: a message that was looked for, and not taken yet. */
    private @Nullable Message atHand;

    public RouterPattern(PatternSocket socket) {
        super(new FairQueue(socket));
        this.socket = socket;
        frames = new FrameLimit(socket);
        raw = socket.options().pattern().has(Switch.ROUTER_RAW);
        onOptions(socket.options());
    }

    /** Peers that were refused for a name in use come again where it is handed over from now on. */
    @Override
    public void onOptions(SocketOptions now) {
        boolean handedOver = handover;
        frames.onOptions(now);
        mandatory = now.pattern().routerMandatory();
        handover = now.pattern().routerHandover();
        probes = now.pattern().probeRouter() && !raw;
        if (handover && !handedOver) {
            waiters.wakeAll();
        }
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
        if (raw && body.sizeBytes() == 0) {
            pipe.finish();
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
    public boolean isWritable() {
        return !mandatory || peers.values().stream().anyMatch(Pipe::hasRoom);
    }

    /** What is at hand has its sender's name already: the next message of the pipe may be of another peer. */
    @Override
    public boolean isReadable() {
        if (atHand == null) {
            atHand = tryReceive();
        }
        return atHand != null;
    }

    @Override
    public boolean mayHaveMore() {
        return atHand != null || super.mayHaveMore();
    }

    @Override
    public long discardReceived() {
        long number = atHand == null ? 0 : 1;
        atHand = null;
        return number + super.discardReceived();
    }

    @Override
    public @Nullable Message tryReceive() {
        Message kept = atHand;
        if (kept != null) {
            atHand = null;
            return kept;
        }
        Message message = in.poll();
        Pipe from = in.last;
        if (message == null || from == null) {
            return null;
        }
        try {
            return message.prepend(from.senderRoutingId());
        } catch (Throwable fault) {
            in.giveBack(message);
            throw fault;
        }
    }

    @Override
    public ConnectionNotes notes() {
        PatternOptions options = socket.options().pattern();
        return new ConnectionNotes(
                options.has(Switch.ROUTER_NOTIFY_CONNECT), options.has(Switch.ROUTER_NOTIFY_DISCONNECT));
    }

    /** Send side: whether there is a peer of that routing id, and room for a message to it. */
    public PeerState state(byte[] id) {
        Pipe pipe = peers.get(ByteBuffer.wrap(id));
        return pipe == null ? PeerState.UNKNOWN : pipe.hasRoom() ? PeerState.READY : PeerState.FULL;
    }

    /** Send side: ends the pipe of a peer; false when there is none. */
    public boolean disconnect(byte[] id) {
        Pipe pipe = peers.get(ByteBuffer.wrap(id));
        if (pipe != null) {
            pipe.finish();
        }
        return pipe != null;
    }

    /** A connecting end that we named ourselves takes messages under that name before there is a connection. */
    @Override
    public void onAttached(Pipe pipe) {
        byte[] chosen = pipe.chosenRoutingId();
        if (chosen.length > 0 && mayTake(otherHolder(chosen, pipe))) {
            take(chosen, pipe);
        }
    }

    @Override
    public boolean holdsReadyBack(boolean listening) {
        return true;
    }

    @Override
    public @Nullable Reason refusal(Pipe pipe) {
        byte[] name = nameFor(pipe);
        Pipe holder = otherHolder(name, pipe);
        if (holder == null || handover || mayTake(holder)) {
            return null;
        }
        holder.lookAlive();
        waiters.add(ByteBuffer.wrap(name.clone()), pipe);
        return Reason.DUPLICATE_ROUTING_ID;
    }

    @Override
    public void onConnected(Pipe pipe) {
        byte[] name = nameFor(pipe);
        byte[] id = name.length == 0 ? automaticId(pipe) : name;
        Pipe holder = otherHolder(id, pipe);
        if (holder != null && holder.isConnected()) {
            holder.refuse(Reason.DUPLICATE_ROUTING_ID, "another peer came with its routing id, and handover is on");
        }
        take(id, pipe);
        if (probes) {
            Probe.send(pipe);
        }
    }

    private void take(byte[] id, Pipe pipe) {
        waiters.remove(pipe);
        if (!Arrays.equals(id, pipe.routingId())) {
            release(pipe);
            pipe.name(id);
        }
        peers.put(ByteBuffer.wrap(id.clone()), pipe);
    }

    /** The pipe's name is unknown from now on, unless another pipe has it. */
    private void release(Pipe pipe) {
        ByteBuffer name = ByteBuffer.wrap(pipe.routingId());
        if (peers.remove(name, pipe)) {
            waiters.wake(name);
        }
    }

    /** A nameless peer that has returned keeps the id that we chose for it. */
    private byte[] automaticId(Pipe pipe) {
        byte[] last = pipe.routingId();
        return last.length > 0 && pipe.peerReturned() && otherHolder(last, pipe) == null ? last : ids.unused(peers);
    }

    /** What the application, or else the peer itself, calls it; empty when neither does. */
    private static byte[] nameFor(Pipe pipe) {
        return pipe.chosenRoutingId().length > 0 ? pipe.chosenRoutingId() : pipe.peerRoutingId();
    }

    private @Nullable Pipe otherHolder(byte[] id, Pipe pipe) {
        Pipe holder = peers.get(ByteBuffer.wrap(id));
        return holder == pipe ? null : holder;
    }

    private static boolean mayTake(@Nullable Pipe holder) {
        return holder == null || (!holder.isConnected() && holder.chosenRoutingId().length == 0);
    }

    @Override
    public void onDisconnected(Pipe pipe) {
        ByteBuffer name = ByteBuffer.wrap(pipe.routingId());
        if (peers.get(name) == pipe && mayTake(pipe)) {
            waiters.wake(name);
        }
    }

    @Override
    public void onDetached(Pipe pipe) {
        waiters.remove(pipe);
        release(pipe);
    }
}
