package io.nolmq.interop;

import io.nolmq.message.Message;
import org.jspecify.annotations.Nullable;

/** Another implementation of ZeroMQ, in which a test has sockets by name. For one thread. */
interface Peer extends AutoCloseable {
    /**
     * Makes a socket.
     *
     * @param options such as {@code ROUTING_ID=me}, by libzmq's names
     */
    void socket(String name, String type, String... options);

    /** Binds, and returns the endpoint that is bound. */
    String bind(String name, String endpoint);

    /** Connects. */
    void connect(String name, String endpoint);

    /** Subscribes to a prefix. */
    void subscribe(String name, String prefix);

    /** Takes a subscription back. */
    void unsubscribe(String name, String prefix);

    /** Sends a message, within ten seconds. */
    void send(String name, Message message);

    /** Receives a message; null when none comes in time. */
    @Nullable
    Message receive(String name, int millis);

    /** Sends messages of two frames: a number, and "x". */
    void burst(String name, int count);

    /** Receives what another's burst sends, and checks the order. */
    void count(String name, int count);

    /**
     * Lets the sockets work. Those of libzmq and its kin take in a new peer, and send it what it is due, only when the
     * application calls them.
     */
    void work();

    /** Closes a socket. */
    void close(String name);

    /** Ends the peer with all its sockets. */
    @Override
    void close();
}
