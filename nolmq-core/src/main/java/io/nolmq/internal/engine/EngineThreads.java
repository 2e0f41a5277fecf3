package io.nolmq.internal.engine;

import java.util.Map;

/** What the sockets of one context share: threads, transports, buffers. Safe for any thread. */
public interface EngineThreads {
    /** The I/O thread of the next socket. */
    IoThread nextIoThread();

    Flusher flusher();

    /** Runs user code. */
    Callbacks callbacks();

    /** By scheme. */
    Map<String, Transport> transports();

    BufferPool buffers();

    /** What connections may hold for applications. */
    InputBudget inputBudget();

    /** The connections that wait for their peers to close. */
    Goodbyes goodbyes();

    /** A socket was closed, and everything that it had open has come to its end. Under no lock. */
    void finished(SocketCore socket);
}
