package io.nolmq.internal.pattern;

import io.nolmq.message.ErrorCode;
import io.nolmq.message.Message;
import io.nolmq.message.PatternOptions.Switch;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.message.ZmqException;
import io.nolmq.spi.ConnectionNotes;
import io.nolmq.spi.PatternSocket;
import io.nolmq.spi.Pipe;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * STREAM: bytes to and from peers that speak no ZMTP, by an id that we give each pipe, or the application gives the one that
 * it connects. An empty message closes the connection of its peer.
 */
public final class StreamPattern extends FairQueuedPattern {
    private final PatternSocket socket;

    // ---- send side
    private final Map<ByteBuffer, Pipe> peers = new HashMap<>();
    private final AutomaticIds ids = new AutomaticIds();

    /** Receive side: a message that was looked for, and not taken yet. */
    private @Nullable Message atHand;

    public StreamPattern(PatternSocket socket) {
        super(new FairQueue(socket));
        this.socket = socket;
    }

    @Override
    public SendResult trySend(Message message) {
        if (message.frameCount() != 2) {
            throw new ZmqException(
                    ErrorCode.INVALID_MESSAGE,
                    "a STREAM sends two frames, the id of the peer and the bytes for it: frames=" + message.frameCount()
                            + ", socket=" + socket.name());
        }
        Pipe pipe = peers.get(ByteBuffer.wrap(message.bytes()));
        Message bytes = message.from(1);
        if (pipe == null || bytes == null) {
            return SendResult.UNROUTABLE;
        }
        if (bytes.sizeBytes() == 0) {
            pipe.finish();
            return SendResult.SENT;
        }
        SendResult result = pipe.trySend(bytes);
        return result == SendResult.NO_PEER ? SendResult.UNROUTABLE : result;
    }

    @Override
    public boolean isWritable() {
        return peers.values().stream().anyMatch(Pipe::hasRoom);
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

    /** A connecting end that the application named takes bytes under that name before there is a connection. */
    @Override
    public void onAttached(Pipe pipe) {
        byte[] chosen = pipe.chosenRoutingId();
        if (chosen.length > 0 && !isTaken(chosen, pipe)) {
            take(chosen, pipe);
        }
    }

    @Override
    public ConnectionNotes notes() {
        boolean told = !socket.options().pattern().has(Switch.STREAM_QUIET);
        return new ConnectionNotes(told, told);
    }

    @Override
    public @Nullable Reason refusal(Pipe pipe) {
        return isTaken(pipe.chosenRoutingId(), pipe) ? Reason.DUPLICATE_ROUTING_ID : null;
    }

    @Override
    public void onConnected(Pipe pipe) {
        byte[] chosen = pipe.chosenRoutingId();
        byte[] last = pipe.routingId();
        take(chosen.length > 0 ? chosen : last.length > 0 ? last : ids.unused(peers), pipe);
    }

    private boolean isTaken(byte[] id, Pipe pipe) {
        Pipe holder = peers.get(ByteBuffer.wrap(id));
        return holder != null && holder != pipe;
    }

    private void take(byte[] id, Pipe pipe) {
        pipe.name(id);
        peers.put(ByteBuffer.wrap(id.clone()), pipe);
    }

    @Override
    public void onDetached(Pipe pipe) {
        peers.remove(ByteBuffer.wrap(pipe.routingId()), pipe);
    }
}
