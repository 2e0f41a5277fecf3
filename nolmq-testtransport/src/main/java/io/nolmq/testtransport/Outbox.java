package io.nolmq.testtransport;

import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.spi.LinkOptions;
import io.nolmq.spi.PipeHost;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Frames that wait for one peer, in order. Belongs to the send side. */
final class Outbox {
    private final PipeHost host;
    private final boolean conflate;
    private int mark;
    private final ArrayDeque<Frame> queue = new ArrayDeque<>();
    private int messagesWaiting;
    private @Nullable Connection connection;
    /** Whether the peer has said that it is ready. */
    private boolean open;

    private long messages;
    private long bytes;
    private long taken;
    private long dropped;

    Outbox(PipeHost host, LinkOptions options) {
        this.host = host;
        this.conflate = options.snapshot().queue().conflate();
        this.mark = options.sendHighWaterMark(host.options());
    }

    /** Sets the high-water mark; 0 for none. What is above it stays. */
    void setMark(int now) {
        mark = now;
    }

    /** A connection has come; what waits goes over it once the peer is ready. */
    void connect(Connection to) {
        connection = to;
        open = false;
        taken = 0;
    }

    /** The first frame after the hello, ahead of what waits. */
    void sendReady(Connection to) {
        if (to.out().offer(new Frame.Ready())) {
            to.other().wake();
        } // else nobody reads any more, and the end is on its way: there is room for two frames
    }

    void ready() {
        open = true;
        flush();
    }

    /** Nothing more goes over the connection. */
    void shut() {
        open = false;
        queue.removeIf(frame -> !(frame instanceof Frame.Payload));
    }

    /** The connection is gone. */
    void disconnect() {
        shut();
        connection = null;
    }

    @Nullable
    Connection connection() {
        return connection;
    }

    // ------------------------------------------------------------------ messages and commands

    /** Takes a message if there is room. Where it throws, it was not taken. */
    SendResult offer(Message message) {
        Frame frame = new Frame.Payload(message.owned());
        if (conflate) {
            host.drop(Reason.CONFLATED, removeMessages());
        } else if (!hasRoom()) {
            return SendResult.FULL;
        }
        queue.add(frame);
        messagesWaiting++;
        flushOrFail();
        return SendResult.SENT;
    }

    boolean hasRoom() {
        return conflate || mark == 0 || messagesWaiting < mark;
    }

    void command(Frame.Subscription command) {
        if (connection != null) { // of a peer that is to come the pattern tells us when it has come
            queue.add(command);
            flushOrFail();
        }
    }

    /** The message was accepted: what fails from now on is the connection's fault. */
    private void flushOrFail() {
        try {
            flush();
        } catch (RuntimeException | Error fault) {
            Connection to = connection;
            if (to != null) {
                to.fail(fault);
            }
        }
    }

    /** Writes what the wire takes. */
    void flush() {
        Connection to = connection;
        if (!open || to == null) {
            return;
        }
        boolean written = false;
        for (Frame next = queue.peek(); next != null && to.out().offer(next); next = queue.peek()) {
            queue.remove();
            written = true;
            if (next instanceof Frame.Payload payload) {
                messagesWaiting--;
                taken++;
                messages++;
                bytes += payload.message().sizeBytes();
            }
        }
        if (written) {
            to.other().wake();
        }
    }

    void drop(Reason reason) {
        int number = removeMessages();
        dropped += number;
        host.drop(reason, number);
    }

    void countDrop(Reason reason) {
        dropped++;
        host.drop(reason, 1);
    }

    private int removeMessages() {
        int number = messagesWaiting;
        queue.removeIf(frame -> frame instanceof Frame.Payload);
        messagesWaiting = 0;
        return number;
    }

    // ------------------------------------------------------------------ counts

    int waiting() {
        return messagesWaiting;
    }

    /** How many messages the last connection has taken. */
    long taken() {
        return taken;
    }

    /** How many of them are still on their way. */
    int inFlight() {
        Connection to = connection;
        return to == null ? 0 : to.out().inFlight();
    }

    long messages() {
        return messages;
    }

    long bytes() {
        return bytes;
    }

    long dropped() {
        return dropped;
    }
}
