package io.nolmq.bench.end;

import org.jspecify.annotations.Nullable;

/** A socket of the library under test, with as little as possible in between. */
interface BenchSocket {
    /** Binds, and returns the endpoint with the port that was chosen. */
    String bind(String endpoint);

    void connect(String endpoint);

    /** Sends a message of one frame, whose array will not change; waits while that is not possible. */
    void send(byte[] payload);

    /** Waits for a message and returns its first frame. */
    byte[] receive();

    /** The first frame of a message that is there, or null. */
    byte @Nullable [] tryReceive();

    void close();
}
