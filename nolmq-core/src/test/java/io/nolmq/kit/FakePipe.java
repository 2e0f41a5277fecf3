package io.nolmq.kit;

import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.spi.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A pipe in memory. A test decides how much it takes and what it gives, and reads what it was given. For one thread.
 *
 * <p>Messages are compared as text: their frames, joined by a bar.
 */
public final class FakePipe implements Pipe {
    /** A message that waits to be polled, with the name that its sender had. */
    private record Incoming(Message message, byte[] senderRoutingId) {}

    public final String name;

    // ---- what the test decides
    /** How many messages are taken before the pipe is full. */
    public int room = Integer.MAX_VALUE;
    /** Whether the pattern knows of it; a pipe that it does not know of takes nothing. */
    public boolean attached = true;

    public boolean connected;
    public byte[] peerRoutingId = {};
    public byte[] chosenRoutingId = {};
    public boolean peerReturned;
    /** What is done with each message when it is polled, as within a process; may return null, which ends the poll. */
    @Nullable
    UnaryOperator<Message> intake;

    // ---- what the pattern did
    /** The messages that were taken, as text. */
    public final List<String> sent = new ArrayList<>();
    /** The same as they came. */
    public final List<Message> messages = new ArrayList<>();
    /** Subscriptions, with a plus before the topic, and cancellations, with a minus. */
    public final List<String> commands = new ArrayList<>();
    /** Messages that the pattern dropped for this peer. */
    public final Map<Reason, Integer> drops = new EnumMap<>(Reason.class);
    /** Why the pattern ended a connection, each time. */
    public final List<Reason> refusals = new ArrayList<>();
    /** Why the peer is not read, while it is not. */
    public @Nullable Reason heldReading;

    public boolean finished;
    /** Calls of {@link #poll}. */
    public int polls;
    /** Calls of {@link #isInTurn}. */
    public int turnLooks;
    /** Calls of {@link #lookAlive}. */
    public int lookAlives;
    /** Calls of {@link #retryNow}. */
    public int retries;

    /** The routing id of the last peer that was welcome; kept by the driver. */
    byte @Nullable [] welcomeRoutingId;

    private final Queue<Incoming> coming = new ArrayDeque<>();
    private byte[] routingId = {};
    private byte[] senderRoutingId = {};
    private boolean inTurn;

    public FakePipe(String name) {
        this.name = name;
    }

    /** A message as text: its frames, joined by a bar. */
    public static String text(Message message) {
        return message.frames().stream()
                .map(frame -> new String(frame, StandardCharsets.UTF_8))
                .collect(Collectors.joining("|"));
    }

    // ------------------------------------------------------------------ for the test

    /** Has messages of one frame wait to be polled; reports nothing. */
    public FakePipe gives(String... messages) {
        for (String message : messages) {
            gives(Message.of(message));
        }
        return this;
    }

    public FakePipe gives(Message message) {
        coming.add(new Incoming(message, routingId));
        return this;
    }

    /** How many messages wait to be polled. */
    public int waiting() {
        return coming.size();
    }

    /** Takes back what waits to be polled. */
    public void loseWaiting() {
        coming.clear();
    }

    /** What was taken since the last call, as text. */
    public List<String> takeSent() {
        List<String> taken = List.copyOf(sent);
        sent.clear();
        messages.clear();
        return taken;
    }

    /** The commands since the last call. */
    public List<String> takeCommands() {
        List<String> taken = List.copyOf(commands);
        commands.clear();
        return taken;
    }

    // ------------------------------------------------------------------ send side

    @Override
    public SendResult trySend(Message message) {
        if (!attached) {
            return SendResult.NO_PEER;
        }
        if (room == 0) {
            return SendResult.FULL;
        }
        room--;
        sent.add(text(message));
        messages.add(message.owned());
        return SendResult.SENT;
    }

    @Override
    public boolean hasRoom() {
        return attached && room > 0;
    }

    @Override
    public void countDrop(Reason reason) {
        drops.merge(reason, 1, Integer::sum);
    }

    @Override
    public void subscribe(byte[] topic) {
        commands.add("+" + new String(topic, StandardCharsets.UTF_8));
    }

    @Override
    public void cancel(byte[] topic) {
        commands.add("-" + new String(topic, StandardCharsets.UTF_8));
    }

    @Override
    public byte[] routingId() {
        return routingId;
    }

    @Override
    public void name(byte[] newRoutingId) {
        routingId = newRoutingId;
    }

    @Override
    public boolean peerReturned() {
        return peerReturned;
    }

    @Override
    public void retryNow() {
        retries++;
    }

    // ------------------------------------------------------------------ receive side

    @Override
    public @Nullable Message poll(boolean alone) {
        polls++;
        for (Incoming next = coming.poll(); next != null; next = coming.poll()) {
            senderRoutingId = next.senderRoutingId;
            Message kept = intake == null ? next.message : intake.apply(next.message);
            if (kept != null) {
                return kept;
            }
        }
        return null;
    }

    @Override
    public void holdReading(Reason reason, String detail) {
        heldReading = reason;
    }

    @Override
    public void resumeReading() {
        heldReading = null;
    }

    @Override
    public long discardReceived() {
        int number = coming.size();
        coming.clear();
        return number;
    }

    @Override
    public boolean isInTurn() {
        turnLooks++;
        return inTurn;
    }

    @Override
    public void setInTurn(boolean now) {
        inTurn = now;
    }

    @Override
    public byte[] senderRoutingId() {
        return senderRoutingId;
    }

    // ------------------------------------------------------------------ from any thread

    @Override
    public boolean isConnected() {
        return connected;
    }

    @Override
    public byte[] peerRoutingId() {
        return peerRoutingId;
    }

    @Override
    public byte[] chosenRoutingId() {
        return chosenRoutingId;
    }

    @Override
    public void lookAlive() {
        lookAlives++;
    }

    @Override
    public void refuse(Reason reason, String detail) {
        refusals.add(reason);
    }

    @Override
    public void finish() {
        finished = true;
    }

    @Override
    public String toString() {
        return name;
    }
}
