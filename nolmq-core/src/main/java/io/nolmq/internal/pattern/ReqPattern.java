package io.nolmq.internal.pattern;

import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketStateException;
import io.nolmq.spi.PatternSocket;
import io.nolmq.spi.Pipe;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * REQ (RFC 28): a request to one of its peers, then the reply from that one. On the wire an empty frame stands before the
 * body, and with {@code correlate} a number before that. One side for both directions.
 */
public final class ReqPattern extends FairQueuedPattern {
    private static final byte[] DELIMITER = {};

    private final PatternSocket socket;
    private boolean correlate;
    private boolean relaxed;
    private boolean probes;
    private final FrameLimit frames;
    private final LoadBalancer out = new LoadBalancer();
    private boolean awaitingReply;
    /** Whether the request whose reply is awaited has a number. */
    private boolean numbered;

    private @Nullable Pipe asked;
    private int requestId = ThreadLocalRandom.current().nextInt();

    public ReqPattern(PatternSocket socket) {
        super(new FairQueue(socket));
        this.socket = socket;
        frames = new FrameLimit(socket);
        onOptions(socket.options());
    }

    /** A request that is under way keeps its form. */
    @Override
    public void onOptions(SocketOptions now) {
        frames.onOptions(now);
        correlate = now.pattern().requestCorrelate();
        relaxed = now.pattern().requestRelaxed();
        probes = now.pattern().probeRouter();
    }

    @Override
    public SendResult trySend(Message message) {
        if (awaitingReply && !relaxed) {
            throw new SocketStateException("the reply to the last request has not been received: socket="
                    + socket.name() + "; receive it first, or set requestRelaxed");
        }
        frames.require(message.frameCount() + (correlate ? 2 : 1));
        dropLateReplies();
        Message request = message.prepend(DELIMITER);
        if (correlate) {
            request = request.prepend(id(requestId + 1));
        }
        SendResult result = out.trySend(request);
        if (result == SendResult.SENT) {
            requestId++;
            awaitingReply = true;
            numbered = correlate;
            asked = out.last;
        }
        return result;
    }

    private void dropLateReplies() {
        long late = 0;
        while (in.poll() != null) {
            late++;
        }
        socket.drop(Reason.UNEXPECTED_REPLY, late);
    }

    @Override
    public boolean isWritable() {
        return (!awaitingReply || relaxed) && out.hasRoom();
    }

    @Override
    public @Nullable Message tryReceive() {
        if (!awaitingReply) {
            throw new SocketStateException(
                    "there is no request to receive a reply to: socket=" + socket.name() + "; send one first");
        }
        for (Message message = in.poll(); message != null; message = in.poll()) {
            Message reply;
            try {
                reply = reply(message);
            } catch (Throwable fault) {
                in.giveBack(message);
                throw fault;
            }
            if (reply != null) {
                awaitingReply = false;
                asked = null;
                return reply;
            }
            socket.drop(Reason.UNEXPECTED_REPLY, 1);
        }
        return null;
    }

    /** What stands behind the envelope; null when that is not as it must be. */
    @Override
    public boolean isReadable() {
        while (awaitingReply && in.hasNext()) {
            Message message = in.next();
            if (reply(message) != null) {
                return true;
            }
            in.poll();
            socket.drop(Reason.UNEXPECTED_REPLY, 1);
        }
        return false;
    }

    /** What a message of the last pipe replies to the last request; null when it does not. */
    private @Nullable Message reply(Message message) {
        return asked == null || in.last == asked ? body(message) : null;
    }

    private @Nullable Message body(Message message) {
        int delimiter = numbered ? 1 : 0;
        if (message.frameCount() < delimiter + 2 || message.frame(delimiter).length != 0) {
            return null;
        }
        if (numbered && !Arrays.equals(message.frame(0), id(requestId))) {
            return null;
        }
        return message.from(delimiter + 1);
    }

    private static byte[] id(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    @Override
    public void onAttached(Pipe pipe) {
        out.add(pipe);
    }

    @Override
    public void onDetached(Pipe pipe) {
        out.remove(pipe);
        if (pipe == asked) {
            asked = null;
        }
    }

    /** A ROUTER that connects to us may refuse us; we refuse nobody. */
    @Override
    public boolean holdsReadyBack(boolean listening) {
        return false;
    }

    @Override
    public void onConnected(Pipe pipe) {
        if (probes) {
            Probe.send(pipe);
        }
    }

    @Override
    public void onRoom(Pipe pipe) {
        out.onRoom(pipe);
    }
}
