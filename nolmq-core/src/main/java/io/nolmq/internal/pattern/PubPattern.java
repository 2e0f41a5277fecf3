package io.nolmq.internal.pattern;

import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketOptions;
import io.nolmq.spi.Pattern;
import io.nolmq.spi.PatternSocket;
import io.nolmq.spi.Pipe;
import org.jspecify.annotations.Nullable;

/**
 * PUB (RFC 29): to every peer that subscribed to a prefix of the first frame; what a full peer misses is dropped for it and
 * counted. Receives nothing.
 */
public final class PubPattern implements Pattern {
    private final PatternSocket socket;
    private final Publisher publisher;

    public PubPattern(PatternSocket socket) {
        this.socket = socket;
        this.publisher = new Publisher(socket, null);
    }

    @Override
    public SendResult trySend(Message message) {
        return publisher.trySend(message);
    }

    @Override
    public boolean isWritable() {
        return publisher.hasRoom();
    }

    @Override
    public @Nullable Message tryReceive() {
        return null;
    }

    @Override
    public void onOptions(SocketOptions now) {
        publisher.onOptions(now);
    }

    @Override
    public void onAttached(Pipe pipe) {
        publisher.onAttached(pipe);
    }

    @Override
    public void onDetached(Pipe pipe) {
        publisher.onDetached(pipe);
    }

    @Override
    public void onDisconnected(Pipe pipe) {
        publisher.onDisconnected(pipe);
    }

    /** Within a process, messages wait until they are polled; {@link #intake} takes each. */
    @Override
    public void onReadable(Pipe pipe) {
        pipe.poll(false);
    }

    @Override
    public boolean hasIntake() {
        return true;
    }

    /** Peers of ZMTP 3.0 subscribe by messages; anything else that they send is dropped. */
    @Override
    public @Nullable Message intake(Pipe pipe, Message message) {
        Message other = SubscriptionFrames.takeOut(message, false, new SubscriptionFrames.Commands() {
            @Override
            public void subscribe(byte[] topic) {
                if (SubscriptionFrames.requireShort(socket, pipe, topic)) {
                    socket.onSendSideFromReceive(() -> onSubscribe(pipe, topic));
                }
            }

            @Override
            public void cancel(byte[] topic) {
                if (SubscriptionFrames.requireShort(socket, pipe, topic)) {
                    socket.onSendSideFromReceive(() -> onCancel(pipe, topic));
                }
            }
        });
        if (other != null) {
            socket.drop(Reason.UNEXPECTED_MESSAGE, 1);
        }
        return null;
    }

    @Override
    public void onSubscribe(Pipe pipe, byte[] topic) {
        publisher.subscribe(pipe, topic);
    }

    @Override
    public void onCancel(Pipe pipe, byte[] topic) {
        publisher.cancel(pipe, topic);
    }

    /** Send side: how many peers have at least one subscription. */
    public int subscribers() {
        return publisher.subscribers();
    }
}
