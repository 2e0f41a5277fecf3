package io.nolmq.kit;

import io.nolmq.internal.engine.BufferPool;
import io.nolmq.internal.engine.Callbacks;
import io.nolmq.internal.engine.ContextServices;
import io.nolmq.internal.engine.Flusher;
import io.nolmq.internal.engine.Goodbyes;
import io.nolmq.internal.engine.InputBudget;
import io.nolmq.internal.engine.IoThread;
import io.nolmq.internal.engine.NanoClock;
import io.nolmq.internal.engine.SocketCore;
import io.nolmq.message.CloseReport;
import io.nolmq.spi.Transport;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The services of a context without a context: one real I/O thread by the clock of the test, and a real flusher. Thread-safe. */
public final class FakeServices implements ContextServices, AutoCloseable {
    private static final int GOODBYES_MAXIMUM = 10;

    private final IoThread io;
    private final Flusher flusher = new Flusher("test-flush");
    private final Callbacks callbacks = new Callbacks("test-callback");
    private final BufferPool buffers = new BufferPool();
    private final Goodbyes goodbyes = new Goodbyes(GOODBYES_MAXIMUM);
    private final InputBudget budget;
    private final Map<String, Transport> transports = new ConcurrentHashMap<>();
    private final CountDownLatch finished = new CountDownLatch(1);

    /** Services without a limit of input. */
    public FakeServices(NanoClock clock) throws IOException {
        this(clock, Long.MAX_VALUE);
    }

    public FakeServices(NanoClock clock, long inputBudgetBytes) throws IOException {
        io = new IoThread("test-io", clock);
        budget = new InputBudget(inputBudgetBytes, NanoClock.SYSTEM);
    }

    /** Adds a transport, for the sockets that are made afterwards. */
    public FakeServices with(Transport transport) {
        transports.put(transport.scheme(), transport);
        return this;
    }

    public IoThread io() {
        return io;
    }

    /** Tests whether a socket has come to its end. */
    public boolean isFinished() {
        return finished.getCount() == 0;
    }

    /** Waits until a socket has come to its end; false after the time-out. */
    public boolean awaitFinished(long timeout, TimeUnit unit) throws InterruptedException {
        return finished.await(timeout, unit);
    }

    /** Tells the threads to end. Does not wait for them. */
    @Override
    public void close() {
        io.stop();
        flusher.stop();
    }

    // ------------------------------------------------------------------ for the sockets

    @Override
    public IoThread nextIoThread() {
        return io;
    }

    @Override
    public Flusher flusher() {
        return flusher;
    }

    @Override
    public Callbacks callbacks() {
        return callbacks;
    }

    @Override
    public Map<String, Transport> transports() {
        return Map.copyOf(transports);
    }

    @Override
    public BufferPool buffers() {
        return buffers;
    }

    @Override
    public InputBudget inputBudget() {
        return budget;
    }

    @Override
    public Goodbyes goodbyes() {
        return goodbyes;
    }

    @Override
    public CloseReport close(SocketCore socket, long timeoutNanos) {
        throw new UnsupportedOperationException("no test here waits for the end of a socket in close");
    }

    @Override
    public void finished(SocketCore socket) {
        finished.countDown();
    }
}
