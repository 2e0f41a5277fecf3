package io.nolmq.internal.pattern;

import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketStateException;
import io.nolmq.spi.PatternSocket;
import io.nolmq.spi.Pipe;
import org.jspecify.annotations.Nullable;

/**
 * REP (RFC 28): a request from its peers in turn, then the reply to the one it came from. The envelope, up to the first
 * empty frame, goes back as it came. One side for both directions.
 */
public final class RepPattern extends FairQueuedPattern {
    private final PatternSocket socket;
    private final FrameLimit frames;
    private @Nullable Pipe asker;
    private byte[][] envelope = {};

    public RepPattern(PatternSocket socket) {
        super(new FairQueue(socket));
        this.socket = socket;
        frames = new FrameLimit(socket);
    }

    @Override
    public boolean isWritable() {
        return asker != null;
    }

    @Override
    public void onOptions(SocketOptions now) {
        frames.onOptions(now);
    }

    @Override
    public @Nullable Message tryReceive() {
        if (asker != null) {
            throw new SocketStateException(
                    "the last request has no reply yet: socket=" + socket.name() + "; send the reply first");
        }
        for (Message message = in.poll(); message != null; message = in.poll()) {
            Message body;
            try {
                body = open(message);
            } catch (Throwable fault) {
                in.giveBack(message);
                throw fault;
            }
            if (body != null) {
                asker = in.last;
                return body;
            }
            socket.drop(Reason.UNEXPECTED_REPLY, 1);
        }
        return null;
    }

    /** Keeps the envelope and gives the body; null when there is no delimiter, or nothing behind it. */
    @Override
    public boolean isReadable() {
        while (asker == null && in.hasNext()) {
            if (open(in.next()) != null) {
                return true;
            }
            in.poll();
            socket.drop(Reason.UNEXPECTED_REPLY, 1);
        }
        return false;
    }

    private @Nullable Message open(Message message) {
        for (int i = 0; i < message.frameCount() - 1; i++) {
            if (message.frame(i).length == 0) {
                byte[][] frames = new byte[i + 1][];
                for (int k = 0; k <= i; k++) {
                    frames[k] = message.frame(k);
                }
                Message body = message.from(i + 1);
                envelope = frames;
                return body;
            }
        }
        return null;
    }

    @Override
    public SendResult trySend(Message message) {
        Pipe to = asker;
        if (to == null) {
            throw new SocketStateException(
                    "there is no request to reply to: socket=" + socket.name() + "; receive one first");
        }
        frames.require(message.frameCount() + envelope.length);
        Message reply = message;
        for (int i = envelope.length - 1; i >= 0; i--) {
            reply = reply.prepend(envelope[i]);
        }
        SendResult result = to.trySend(reply);
        asker = null;
        if (result != SendResult.SENT) {
            to.countDrop(result == SendResult.FULL ? Reason.HIGH_WATER_MARK : Reason.PEER_GONE);
        }
        return SendResult.SENT;
    }
}
