package io.nolmq.internal.engine;

import io.nolmq.message.CloseReport;
import io.nolmq.spi.Transport;
import java.util.Map;

/** The threads, transports and buffers that the sockets of one context share. Thread-safe. */
public interface ContextServices {
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

    /** Closes a socket, waits for its end, and abandons what has not come to it in time. Blocks. */
    CloseReport close(SocketCore socket, long timeoutNanos);

    /** A socket was closed, and everything that it had open has come to its end. Under no lock. */
    void finished(SocketCore socket);
}
