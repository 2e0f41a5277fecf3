package io.nolmq.internal.wiring;

import io.nolmq.internal.engine.BufferPool;
import io.nolmq.internal.engine.Callbacks;
import io.nolmq.internal.engine.ContextServices;
import io.nolmq.internal.engine.Flusher;
import io.nolmq.internal.engine.Goodbyes;
import io.nolmq.internal.engine.InputBudget;
import io.nolmq.internal.engine.IoThread;
import io.nolmq.internal.engine.NanoClock;
import io.nolmq.internal.engine.SocketCore;
import io.nolmq.internal.raw.RawProtocol;
import io.nolmq.internal.transport.inproc.InprocTransport;
import io.nolmq.internal.transport.ipc.IpcTransport;
import io.nolmq.internal.transport.tcp.NameResolver;
import io.nolmq.internal.transport.tcp.TcpTransport;
import io.nolmq.internal.zmtp.Zmtp;
import io.nolmq.message.CloseReport;
import io.nolmq.message.ContextOptions;
import io.nolmq.message.ContextTerminatedException;
import io.nolmq.message.ErrorCode;
import io.nolmq.message.PatternOptions.Switch;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketType;
import io.nolmq.message.ZmqException;
import io.nolmq.spi.PatternTraits;
import io.nolmq.spi.Transport;
import io.nolmq.spi.WireProtocol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wires a context: its threads, its transports, its sockets and their end. Safe for any thread. */
public final class Engine implements ContextServices {
    private final NanoClock clock = NanoClock.SYSTEM;
    private final ContextOptions options;
    private final Security security;
    private final List<IoThread> ioThreads = new ArrayList<>();
    private final Flusher flusher;
    private final Callbacks callbacks = new Callbacks("nol-callback");
    private final NameResolver resolver = new NameResolver();
    private final BufferPool buffers = new BufferPool();
    private final InputBudget inputBudget;
    private final Goodbyes goodbyes;
    private final Transports transports;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition socketFinished = lock.newCondition();
    private final Set<SocketCore> sockets = new LinkedHashSet<>();
    private boolean shutDown;
    private boolean closed;
    private boolean stopped;
    private int created;

    /** @param security that of all sockets */
    public Engine(ContextOptions options, Security security) {
        this.options = options;
        this.security = security;
        this.inputBudget = new InputBudget(options.inputBudgetBytes(), NanoClock.SYSTEM);
        this.goodbyes = new Goodbyes(options.goodbyesMaximum());
        this.transports =
                new Transports(List.of(new TcpTransport(resolver), new IpcTransport(), new InprocTransport()));
        this.flusher = startThreads();
    }

    /** All of them, or none. */
    private Flusher startThreads() {
        boolean started = false;
        try {
            for (int i = 0; i < options.ioThreads(); i++) {
                startIoThread("nol-io-" + i);
            }
            Flusher last = new Flusher("nol-flush");
            started = true;
            return last;
        } catch (IOException noDescriptor) {
            throw new ZmqException(
                    ErrorCode.TOO_MANY_DESCRIPTORS,
                    "cannot start an I/O thread: " + noDescriptor.getMessage() + "; raise the limit of open files",
                    noDescriptor);
        } finally {
            if (!started) {
                for (int i = 0; i < ioThreads.size(); i++) {
                    ioThreads.get(i).stop();
                }
            }
        }
    }

    private void startIoThread(String name) throws IOException {
        IoThread started = new IoThread(name, clock);
        boolean known = false;
        try {
            ioThreads.add(started);
            known = true;
        } finally {
            if (!known) { // nobody else would stop it
                started.stop();
            }
        }
    }

    public ContextOptions options() {
        return options;
    }

    public SocketCore open(SocketType type, SocketOptions socketOptions) {
        socketOptions.requireFor(type);
        socketOptions.requireLasting();
        PatternTraits traits = SocketTypes.of(type);
        lock.lock();
        try {
            if (closed || shutDown) {
                throw new ContextTerminatedException(
                        "the context is " + (closed ? "closed" : "shut down") + ": no new " + type + " can be made");
            }
            SocketCore socket = new SocketCore(
                    type + "-" + created++, traits, socketOptions, this, protocol(traits, socketOptions));
            sockets.add(socket);
            return socket;
        } finally {
            lock.unlock();
        }
    }

    private WireProtocol protocol(PatternTraits traits, SocketOptions options) {
        if (traits.has(PatternTraits.Trait.RAW) || options.pattern().has(Switch.ROUTER_RAW)) {
            return new RawProtocol(traits.type());
        }
        return new Zmtp(traits, options.protocol(), security.mechanism(), security.mayEncrypt());
    }

    // ------------------------------------------------------------------ what sockets share

    @Override
    public IoThread nextIoThread() {
        return ioThreads.get(Math.floorMod(created, ioThreads.size()));
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
        return transports.byScheme();
    }

    @Override
    public BufferPool buffers() {
        return buffers;
    }

    @Override
    public InputBudget inputBudget() {
        return inputBudget;
    }

    @Override
    public Goodbyes goodbyes() {
        return goodbyes;
    }

    @Override
    public void finished(SocketCore socket) {
        lock.lock();
        try {
            sockets.remove(socket);
            socketFinished.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // ------------------------------------------------------------------ the end

    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    public CloseReport close(long timeoutNanos) {
        List<SocketCore> open;
        lock.lock();
        try {
            closed = true;
            open = List.copyOf(sockets);
        } finally {
            lock.unlock();
        }
        CloseAccount account = new CloseAccount(open);
        open.forEach(SocketCore::terminate);
        boolean interrupted = end(open, timeoutNanos);
        transports.close(); // under no lock: their threads may still bring the end of a socket
        stopThreads();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return account.report();
    }

    @Override
    public CloseReport close(SocketCore socket, long timeoutNanos) {
        List<SocketCore> one = List.of(socket);
        CloseAccount account = new CloseAccount(one);
        socket.close();
        if (end(one, timeoutNanos)) {
            Thread.currentThread().interrupt();
        }
        return account.report();
    }

    /** No new socket from now on, and no call of those there are, but to close them. */
    public void shutDown() {
        List<SocketCore> open;
        lock.lock();
        try {
            shutDown = true;
            open = List.copyOf(sockets);
        } finally {
            lock.unlock();
        }
        open.forEach(SocketCore::shutDown);
    }

    /** Waits for closed sockets, and abandons those that are late; whether an interrupt came, which does not end it. */
    private boolean end(List<SocketCore> closing, long timeoutNanos) {
        boolean interrupted = Thread.interrupted();
        interrupted |= awaitEnd(closing, timeoutNanos);
        closing.stream().filter(this::isLeft).forEach(SocketCore::abandon);
        interrupted |= awaitEnd(closing, TimeUnit.SECONDS.toNanos(2));
        return interrupted;
    }

    private boolean isLeft(SocketCore socket) {
        lock.lock();
        try {
            return sockets.contains(socket);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the sockets to come to their end; tells whether an interrupt came, which does not end it. */
    private boolean awaitEnd(List<SocketCore> closing, long nanos) {
        boolean interrupted = false;
        long deadlineNanos = clock.nanos() + nanos;
        lock.lock();
        try {
            while (!Collections.disjoint(sockets, closing)) {
                long left = deadlineNanos - clock.nanos();
                if (left <= 0) {
                    break;
                }
                try {
                    socketFinished.awaitNanos(left);
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        } finally {
            lock.unlock();
        }
        return interrupted;
    }

    private void stopThreads() {
        lock.lock();
        try {
            if (stopped) {
                return;
            }
            resolver.close(); // again, where an Error ended the last call in the middle: each may be stopped twice
            flusher.stop();
            for (int i = 0; i < ioThreads.size(); i++) {
                ioThreads.get(i).stop();
            }
            stopped = true;
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        for (IoThread io : ioThreads) {
            try {
                io.awaitEnd(TimeUnit.SECONDS.toNanos(2));
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
