package io.nolmq;

import io.nolmq.internal.wiring.Engine;
import io.nolmq.internal.wiring.Security;
import io.nolmq.message.CloseReport;
import io.nolmq.message.ContextOptions;
import io.nolmq.message.ContextTerminatedException;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketType;
import java.time.Duration;

/**
 * The owner of the I/O threads and the {@code inproc} namespace of its sockets. One context is enough for a program.
 * Thread-safe. Its threads are daemons: a {@code main} that ends without closing the context may lose messages that have
 * not been sent yet.
 *
 * <pre>{@code
 * try (Context context = Context.create(); PushSocket push = context.push()) {
 *     push.connect("tcp://localhost:9999");
 *     push.send("hello");
 * }
 * }</pre>
 */
public final class Context implements AutoCloseable {
    private final Engine engine;

    Context(ContextOptions options, Security security) {
        this.engine = new Engine(options, security);
    }

    /**
     * Creates a context with the default options.
     *
     * @return a new context
     */
    public static Context create() {
        return create(ContextOptions.DEFAULTS);
    }

    /**
     * Creates a context.
     *
     * @param options the context options
     * @return a new context
     * @throws io.nolmq.message.ZmqException if the operating system has no descriptors left
     * @throws java.util.ServiceConfigurationError if a transport of another module cannot be loaded
     */
    public static Context create(ContextOptions options) {
        return new Context(options, Security.NONE);
    }

    /**
     * Creates a socket of a type chosen at run time. The typed methods below do the same for one type each.
     *
     * @param type the socket type
     * @param options the socket options
     * @return a new socket, an instance of the class for its type
     * @throws ContextTerminatedException if the context is closed
     * @throws io.nolmq.message.ZmqException if an option does not apply to this socket type
     */
    public Socket socket(SocketType type, SocketOptions options) {
        return switch (type) {
            case PUSH -> push(options);
            case PULL -> pull(options);
            case PUB -> pub(options);
            case SUB -> sub(options);
            case REQ -> req(options);
            case REP -> rep(options);
            case DEALER -> dealer(options);
            case ROUTER -> router(options);
            case PAIR -> pair(options);
            case STREAM -> stream(options);
            case XPUB -> xpub(options);
            case XSUB -> xsub(options);
        };
    }

    /**
     * Creates the sending end of a pipeline, with the default options.
     *
     * @return a new socket
     * @throws ContextTerminatedException if the context is closed
     */
    public PushSocket push() {
        return push(SocketOptions.DEFAULTS);
    }

    /**
     * Creates the sending end of a pipeline.
     *
     * @param options the socket options
     * @return a new socket
     * @throws ContextTerminatedException if the context is closed
     * @throws io.nolmq.message.ZmqException if an option does not apply to this socket type
     */
    public PushSocket push(SocketOptions options) {
        return new PushSocket(engine.open(SocketType.PUSH, options));
    }

    /**
     * Creates the receiving end of a pipeline, with the default options.
     *
     * @return a new socket
     * @throws ContextTerminatedException if the context is closed
     */
    public PullSocket pull() {
        return pull(SocketOptions.DEFAULTS);
    }

    /**
     * Creates the receiving end of a pipeline.
     *
     * @param options the socket options
     * @return a new socket
     * @throws ContextTerminatedException if the context is closed
     * @throws io.nolmq.message.ZmqException if an option does not apply to this socket type
     */
    public PullSocket pull(SocketOptions options) {
        return new PullSocket(engine.open(SocketType.PULL, options));
    }

    /**
     * Creates a publisher, with the default options.
     *
     * @return a new socket
     * @throws ContextTerminatedException if the context is closed
     */
    public PubSocket pub() {
        return pub(SocketOptions.DEFAULTS);
    }

    /**
     * Creates a publisher.
     *
     * @param options the socket options
     * @return a new socket
     * @throws ContextTerminatedException if the context is closed
     * @throws io.nolmq.message.ZmqException if an option does not apply to this socket type
     */
    public PubSocket pub(SocketOptions options) {
        return new PubSocket(engine.open(SocketType.PUB, options));
    }

    /**
     * Creates a subscriber that has no subscriptions yet, with the default options.
     *
     * @return a new socket
     * @throws ContextTerminatedException if the context is closed
     */
    public SubSocket sub() {
        return sub(SocketOptions.DEFAULTS);
    }

    /**
     * Creates a subscriber that has no subscriptions yet.
     *
     * @param options the socket options
     * @return a new socket
     * @throws ContextTerminatedException if the context is closed
     * @throws io.nolmq.message.ZmqException if an option does not apply to this socket type
     */
    public SubSocket sub(SocketOptions options) {
        return new SubSocket(engine.open(SocketType.SUB, options));
    }

    /**
     * Creates a requester, with the default options.
     *
     * @return a new socket
     * @throws ContextTerminatedException if the context is closed
     */
    public ReqSocket req() {
        return req(SocketOptions.DEFAULTS);
    }

    /**
     * Creates a requester.
     *
     * @param options the socket options
     * @return a new socket
     * @throws ContextTerminatedException if the context is closed
     * @throws io.nolmq.message.ZmqException if an option does not apply to this socket type
     */
    public ReqSocket req(SocketOptions options) {
        return new ReqSocket(engine.open(SocketType.REQ, options));
    }

    /**
     * Creates a replier, with the default options.
     *
     * @return a new socket
     * @throws ContextTerminatedException if the context is closed
     */
    public RepSocket rep() {
        return rep(SocketOptions.DEFAULTS);
    }

    /**
     * Creates a replier.
     *
     * @param options the socket options
     * @return a new socket
     * @throws ContextTerminatedException if the context is closed
     * @throws io.nolmq.message.ZmqException if an option does not apply to this socket type
     */
    public RepSocket rep(SocketOptions options) {
        return new RepSocket(engine.open(SocketType.REP, options));
    }

    /**
     * Creates a DEALER, for asynchronous requests, with the default options.
     *
     * @return a new socket
     * @throws ContextTerminatedException if the context is closed
     */
    public DealerSocket dealer() {
        return dealer(SocketOptions.DEFAULTS);
    }

    /**
     * Creates a DEALER, for asynchronous requests.
     *
     * @param options the socket options
     * @return a new socket
     * @throws ContextTerminatedException if the context is closed
     * @throws io.nolmq.message.ZmqException if an option does not apply to this socket type
     */
    public DealerSocket dealer(SocketOptions options) {
        return new DealerSocket(engine.open(SocketType.DEALER, options));
    }

    /**
     * Creates a ROUTER, for replies addressed by routing id, with the default options.
     *
     * @return a new socket
     * @throws ContextTerminatedException if the context is closed
     */
    public RouterSocket router() {
        return router(SocketOptions.DEFAULTS);
    }

    /**
     * Creates a ROUTER, for replies addressed by routing id.
     *
     * @param options the socket options
     * @return a new socket
     * @throws ContextTerminatedException if the context is closed
     * @throws io.nolmq.message.ZmqException if an option does not apply to this socket type
     */
    public RouterSocket router(SocketOptions options) {
        return new RouterSocket(engine.open(SocketType.ROUTER, options));
    }

    /**
     * Creates one end of an exclusive pair, with the default options.
     *
     * @return a new socket
     * @throws ContextTerminatedException if the context is closed
     */
    public PairSocket pair() {
        return pair(SocketOptions.DEFAULTS);
    }

    /**
     * Creates one end of an exclusive pair.
     *
     * @param options the socket options
     * @return a new socket
     * @throws ContextTerminatedException if the context is closed
     * @throws io.nolmq.message.ZmqException if an option does not apply to this socket type
     */
    public PairSocket pair(SocketOptions options) {
        return new PairSocket(engine.open(SocketType.PAIR, options));
    }

    /**
     * Creates a publisher that sees its subscriptions, with the default options.
     *
     * @return a new socket
     * @throws ContextTerminatedException if the context is closed
     */
    public XpubSocket xpub() {
        return xpub(SocketOptions.DEFAULTS);
    }

    /**
     * Creates a publisher that sees its subscriptions.
     *
     * @param options the socket options
     * @return a new socket
     * @throws ContextTerminatedException if the context is closed
     * @throws io.nolmq.message.ZmqException if an option does not apply to this socket type
     */
    public XpubSocket xpub(SocketOptions options) {
        return new XpubSocket(engine.open(SocketType.XPUB, options));
    }

    /**
     * Creates a subscriber whose subscriptions are messages, with the default options.
     *
     * @return a new socket
     * @throws ContextTerminatedException if the context is closed
     */
    public XsubSocket xsub() {
        return xsub(SocketOptions.DEFAULTS);
    }

    /**
     * Creates a subscriber whose subscriptions are messages.
     *
     * @param options the socket options
     * @return a new socket
     * @throws ContextTerminatedException if the context is closed
     * @throws io.nolmq.message.ZmqException if an option does not apply to this socket type
     */
    public XsubSocket xsub(SocketOptions options) {
        return new XsubSocket(engine.open(SocketType.XSUB, options));
    }

    /**
     * Creates a socket that speaks TCP to peers without ZMTP, with the default options.
     *
     * @return a new socket
     * @throws ContextTerminatedException if the context is closed
     */
    public StreamSocket stream() {
        return stream(SocketOptions.DEFAULTS);
    }

    /**
     * Creates a socket that speaks TCP to peers without ZMTP.
     *
     * @param options the socket options
     * @return a new socket
     * @throws ContextTerminatedException if the context is closed
     * @throws io.nolmq.message.ZmqException if an option does not apply to this socket type
     */
    public StreamSocket stream(SocketOptions options) {
        return new StreamSocket(engine.open(SocketType.STREAM, options));
    }

    /**
     * Shuts the context down without closing its sockets, which is left to their owners. Every blocked call ends with a
     * {@link ContextTerminatedException}, and so does every later call except those that close. Messages already
     * accepted are still sent. Does not block; does nothing if already shut down.
     */
    public void shutdown() {
        engine.shutDown();
    }

    /**
     * Tests whether this context has been closed.
     *
     * @return true once {@link #close} has been called
     */
    public boolean isClosed() {
        return engine.isClosed();
    }

    /**
     * Closes every socket and waits for lingering messages, for at most the {@code closeTimeout} of the context.
     * Messages left after that are discarded and counted. The threads then end, which takes a moment longer (2 s at
     * most). The wait is not only for queued messages: a peer that was sent messages may take {@code goodbyeTimeout} to
     * read the last of them and to close its end, which peers do as soon as they have read everything. A peer that was
     * sent none is given 1 s. Calls that block in a socket end with a {@link ContextTerminatedException}. An interrupt
     * does not end the wait; the interrupt flag stays set. Does nothing if already closed.
     */
    @Override
    public void close() {
        engine.close(Durations.nanos(engine.options().closeTimeout()));
    }

    /**
     * Closes like {@link #close()}, with the given timeout.
     *
     * @param timeout the maximum time to wait for lingering messages; zero or less does not wait
     * @return a report of the messages delivered and left behind
     */
    public CloseReport close(Duration timeout) {
        return engine.close(Durations.nanos(timeout));
    }
}
