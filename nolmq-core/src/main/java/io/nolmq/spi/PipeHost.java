package io.nolmq.spi;

import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketEvent;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketType;
import io.nolmq.message.Traffic;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The socket, as a transport and its pipes see it: the only source of a pattern's events. A pipe posts its work to the side
 * that the work belongs to, and calls the methods of that side from there. A pattern that throws has not taken the event;
 * the pipe ends its connection then, and no other.
 */
public interface PipeHost {
    /** Work that has been asked for, and may be called off. */
    interface Timer {
        /** Calls the work off, unless it has begun. Harmless when repeated. From any thread; never waits. */
        void cancel();
    }

    /** The name, for events and errors. */
    String name();

    /** The type, for events and errors. */
    SocketType type();

    /** The options in force; those of an endpoint are {@link LinkOptions}. From any thread. */
    SocketOptions options();

    /** Whether a peer of that type may be talked to. From any thread. */
    boolean accepts(SocketType peer);

    /** Whether the application has closed the socket. From any thread. */
    boolean isClosed();

    // ------------------------------------------------------------------ sides

    /** Runs work under the send side, on whichever thread holds it next. From any thread; never waits. */
    void postToSendSide(Runnable work);

    /** Runs work under the receive side, on whichever thread holds it next. From any thread; never waits. */
    void postToReceiveSide(Runnable work);

    /** Prepares work for the send side that must be done, and that is posted where nothing may fail. From any thread. */
    PreparedWork prepareForSendSide(Runnable work);

    /** The same for the receive side. */
    PreparedWork prepareForReceiveSide(Runnable work);

    /**
     * Takes both sides for a look at what a pipe reports of itself. From any thread that holds none; waits for them.
     *
     * @param read changes nothing
     */
    <T> T readUnderSides(Supplier<T> read);

    // ------------------------------------------------------------------ under the send side

    /** A pipe has come. On a connecting end it may still wait for its first connection. */
    void attach(Pipe pipe);

    /** A pipe has gone, for good or until it has a peer again. */
    void detach(Pipe pipe);

    /** Whether an end of this type sends READY only in answer to the peer's. From any thread. */
    boolean holdsReadyBack(boolean listening);

    /** A peer has said who it is: null, or why it is not welcome. */
    @Nullable
    Reason refusal(Pipe pipe);

    /** A pipe has a new connection, whose peer was welcome. Under the same hold of the side as {@link #refusal}. */
    void connected(Pipe pipe);

    /** The connection of a pipe is gone, and the pipe says so. */
    void disconnected(Pipe pipe);

    /** Threads that wait for peers are to look again: one is there, or gone. */
    void peersChanged();

    /** A pipe that was full has room. */
    void room(Pipe pipe);

    /** The peer subscribes. */
    void subscribed(Pipe pipe, byte[] topic);

    /** The peer takes a subscription back. */
    void cancelled(Pipe pipe, byte[] topic);

    // ------------------------------------------------------------------ under the receive side

    /** A pipe has something to {@link Pipe#poll}. */
    void readable(Pipe pipe);

    /** Nothing of a pipe waits to be polled, and nothing will come over it any more. */
    void silent(Pipe pipe);

    /** Whether each message is shown to {@link #intake} before it is kept for the application. From any thread. */
    boolean hasIntake();

    /** Which messages tell the application of connections. From any thread. */
    ConnectionNotes notes();

    /** A message has been decoded: the one to keep for the application, or null when the pattern has taken it. */
    @Nullable
    Message intake(Pipe pipe, Message message);

    // ------------------------------------------------------------------ from any thread

    /** Counts messages that were dropped. */
    void drop(Reason reason, long messages);

    /** Counts a connection that was refused or has ended. */
    void count(Reason reason);

    /**
     * Counts messages of a pipe that closed, which its last connection had taken.
     *
     * @param delivered how many are known to have reached the peer
     * @param unknown how many may not have
     */
    void countDeliveries(long delivered, long unknown);

    /**
     * Runs work once that time is over, on a thread of the context, under no side: it may not wait. The context forgets it
     * when it closes. Never waits.
     */
    Timer after(long nanos, Runnable work);

    /**
     * Opens an account with the input budget of the context, for one pipe.
     *
     * @param resume the pipe, which was kept from reading, may read on
     * @param close the connection must end, counted under {@link Reason#BUDGET}; takes the detail. Both run on a thread of
     *     the context, under no side, and may not wait
     */
    InputAccount openInputAccount(Runnable resume, Consumer<String> close);

    /** Tells the listeners of the socket. Never waits, and throws nothing. */
    void report(SocketEvent event);

    /** A listener, session or connection has begun. */
    void opened(Link link);

    /**
     * A listener, session or connection has come to its end. Under no lock; may be told again, where that failed.
     *
     * @param traffic the messages and bytes that went over it
     */
    void ended(Link link, Traffic traffic);
}
