package io.nolmq.kit;

import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketOptionsBuilder;
import io.nolmq.spi.Pattern;
import io.nolmq.spi.PatternSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A pattern with its fake socket, and what the engine and the transports call of it, in the order that {@link Pattern} documents.
 * For one thread, which holds both sides.
 *
 * @param <P> the pattern
 */
public final class PatternDriver<P extends Pattern> {
    public final FakeSocket socket;
    public final P pattern;
    private final Set<FakePipe> attached = new HashSet<>();
    /** Gone, and not known to be received to the end. */
    private final Set<FakePipe> ending = new LinkedHashSet<>();

    public PatternDriver(String name, Function<PatternSocket, P> pattern, SocketOptions options) {
        this.socket = new FakeSocket(name, options);
        this.pattern = pattern.apply(socket);
        socket.reportsTo(this.pattern::onReadable);
    }

    /** A driver whose options differ from the default ones. */
    public static <P extends Pattern> PatternDriver<P> of(
            String name, Function<PatternSocket, P> pattern, UnaryOperator<SocketOptionsBuilder> options) {
        return new PatternDriver<>(
                name, pattern, options.apply(SocketOptions.builder()).build());
    }

    public static <P extends Pattern> PatternDriver<P> of(String name, Function<PatternSocket, P> pattern) {
        return new PatternDriver<>(name, pattern, SocketOptions.DEFAULTS);
    }

    // ------------------------------------------------------------------ connections

    /** A connecting end, attached before there is a connection. */
    public FakePipe session(String name) {
        return attach(new FakePipe(name));
    }

    /** A connecting end for which the application has chosen a name. */
    public FakePipe session(String name, String chosenRoutingId) {
        FakePipe pipe = new FakePipe(name);
        pipe.chosenRoutingId = bytes(chosenRoutingId);
        return attach(pipe);
    }

    /** A peer without a routing id that has come to us, and was welcome. */
    public FakePipe peer(String name) {
        return peer(name, "");
    }

    /** A peer that has come to us with a routing id, and was welcome. */
    public FakePipe peer(String name, String routingId) {
        FakePipe pipe = new FakePipe(name);
        Reason refusal = connect(pipe, routingId);
        if (refusal != null) {
            throw new AssertionError(name + " was refused: " + refusal);
        }
        return pipe;
    }

    /** The pattern is told of a pipe, unless it knows of it. */
    public FakePipe attach(FakePipe pipe) {
        if (attached.add(pipe)) {
            pipe.attached = true;
            pattern.onAttached(pipe);
        }
        return pipe;
    }

    /** The peer of the pipe has said who it is: null, or why it was refused. It has the routing id that it had before. */
    public @Nullable Reason connect(FakePipe pipe) {
        return connect(pipe, pipe.peerRoutingId);
    }

    public @Nullable Reason connect(FakePipe pipe, String routingId) {
        return connect(pipe, bytes(routingId));
    }

    public @Nullable Reason connect(FakePipe pipe, byte[] routingId) {
        attach(pipe);
        pipe.peerReturned = Arrays.equals(pipe.welcomeRoutingId, routingId);
        pipe.peerRoutingId = routingId;
        Reason refusal = pattern.refusal(pipe);
        if (refusal == null) {
            pipe.connected = true;
            pattern.onConnected(pipe);
            pipe.welcomeRoutingId = routingId;
            if (pattern.notes().ofBegin()) {
                note(pipe);
            }
        }
        return refusal;
    }

    /** The connection of a connecting end is gone; another one may follow. */
    public void disconnect(FakePipe pipe) {
        boolean wasConnected = pipe.connected;
        if (wasConnected && pattern.notes().ofEnd() && !pipe.finished) {
            note(pipe);
        }
        pipe.connected = false;
        pattern.onDisconnected(pipe);
    }

    /** The pattern forgets a pipe: for good or, with the option immediate, until it has a peer again. */
    public void detach(FakePipe pipe) {
        attached.remove(pipe);
        pipe.attached = false;
        pattern.onDetached(pipe);
    }

    /** A peer that had come to us is gone, with its pipe. */
    public void leave(FakePipe pipe) {
        disconnect(pipe);
        detach(pipe);
        ending.add(pipe);
        silenceEmpty();
    }

    /** A pipe that is gone is silent once what came over it has been polled. */
    private void silenceEmpty() {
        for (FakePipe pipe : List.copyOf(ending)) {
            if (pipe.waiting() == 0) {
                ending.remove(pipe);
                pattern.onSilent(pipe);
            }
        }
    }

    private void note(FakePipe pipe) {
        pipe.gives(Message.wrap(new byte[0]));
        pattern.onReadable(pipe);
    }

    // ------------------------------------------------------------------ messages

    public SendResult send(String... frames) {
        return send(message(frames));
    }

    public SendResult send(Message message) {
        return pattern.trySend(message);
    }

    /** The next message as text, or null when there is none. */
    public @Nullable String receive() {
        Message message = pattern.tryReceive();
        silenceEmpty();
        return message == null ? null : FakePipe.text(message);
    }

    /** All that can be received now, as text. */
    public List<String> receiveAll() {
        List<String> all = new ArrayList<>();
        for (String next = receive(); next != null; next = receive()) {
            all.add(next);
        }
        return all;
    }

    /** A message has come over a connection: the pattern is shown it as it is decoded, and told of it unless it has taken it. */
    public void arrive(FakePipe pipe, String... frames) {
        arrive(pipe, message(frames));
    }

    public void arrive(FakePipe pipe, Message message) {
        Message kept = pattern.hasIntake() ? pattern.intake(pipe, message) : message;
        if (kept != null) {
            pipe.gives(kept);
            pattern.onReadable(pipe);
        }
        socket.leaveReceiveSide();
    }

    /** A message waits within the process: the pattern is shown it when it is polled. */
    public void arriveWithinProcess(FakePipe pipe, String... frames) {
        pipe.intake = pattern.hasIntake() ? message -> pattern.intake(pipe, message) : null;
        pipe.gives(message(frames));
        pattern.onReadable(pipe);
        socket.leaveReceiveSide();
    }

    public void subscribe(FakePipe pipe, String topic) {
        pattern.onSubscribe(pipe, bytes(topic));
    }

    public void cancel(FakePipe pipe, String topic) {
        pattern.onCancel(pipe, bytes(topic));
    }

    // ------------------------------------------------------------------ room

    /** The pipe takes nothing any more. */
    public void fill(FakePipe pipe) {
        pipe.room = 0;
    }

    /** The pipe has room for so many messages, and had none. */
    public void empty(FakePipe pipe, int messages) {
        pipe.room = messages;
        pattern.onRoom(pipe);
    }

    // ------------------------------------------------------------------ the socket

    public boolean isReadable() {
        return pattern.isReadable();
    }

    public boolean isWritable() {
        return pattern.isWritable();
    }

    /** Both as a word: neither, readable, writable, or both. */
    public String readiness() {
        boolean readable = isReadable();
        boolean writable = isWritable();
        return readable && writable ? "both" : readable ? "readable" : writable ? "writable" : "neither";
    }

    public void reconfigure(UnaryOperator<SocketOptionsBuilder> change) {
        socket.options = change.apply(socket.options.toBuilder()).build();
        pattern.onOptions(socket.options);
    }

    /** The socket is closed: how many messages nobody has received. */
    public long close() {
        return pattern.discardReceived();
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static Message message(String... frames) {
        return Message.of(frames[0], Arrays.copyOfRange(frames, 1, frames.length));
    }
}
