package io.nolmq;

import io.nolmq.internal.wiring.Engine;
import io.nolmq.message.CloseReport;
import io.nolmq.message.ContextOptions;
import io.nolmq.message.ContextTerminatedException;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketType;
import java.time.Duration;

/**
 * What sockets live in: the threads that serve them, and the names of {@code inproc}. One context is enough for a program.
 * Safe for any number of threads. Its threads are daemons: a {@code main} that ends without closing the context may lose
 * what has not been sent yet.
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

    private Context(ContextOptions options) {
        this.engine = new Engine(options);
    }

    /**
     * Makes a context with the default options.
     *
     * @return a new context
     */
    public static Context create() {
        return create(ContextOptions.DEFAULTS);
    }

    /**
     * Makes a context.
     *
     * @param options its options
     * @return a new context
     * @throws io.nolmq.message.ZmqException when the operating system has no descriptors left
     */
    public static Context create(ContextOptions options) {
        return new Context(options);
    }

    /**
     * Makes a socket of a type that is known only when the program runs; the typed methods below are the same for one type
     * each.
     *
     * @param type its type
     * @param options its options
     * @return a new socket, an instance of the class of its type
     * @throws ContextTerminatedException when the context is closed
     * @throws io.nolmq.message.ZmqException when an option means nothing to this type
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
     * Makes the sending end of a pipeline, with the default options.
     *
     * @return a new socket
     * @throws ContextTerminatedException when the context is closed
     */
    public PushSocket push() {
        return push(SocketOptions.DEFAULTS);
    }

    /**
     * Makes the sending end of a pipeline.
     *
     * @param options its options
     * @return a new socket
     * @throws ContextTerminatedException when the context is closed
     * @throws io.nolmq.message.ZmqException when an option means nothing to this type
     */
    public PushSocket push(SocketOptions options) {
        return new PushSocket(engine.open(SocketType.PUSH, options));
    }

    /**
     * Makes the receiving end of a pipeline, with the default options.
     *
     * @return a new socket
     * @throws ContextTerminatedException when the context is closed
     */
    public PullSocket pull() {
        return pull(SocketOptions.DEFAULTS);
    }

    /**
     * Makes the receiving end of a pipeline.
     *
     * @param options its options
     * @return a new socket
     * @throws ContextTerminatedException when the context is closed
     * @throws io.nolmq.message.ZmqException when an option means nothing to this type
     */
    public PullSocket pull(SocketOptions options) {
        return new PullSocket(engine.open(SocketType.PULL, options));
    }

    /**
     * Makes a publisher, with the default options.
     *
     * @return a new socket
     * @throws ContextTerminatedException when the context is closed
     */
    public PubSocket pub() {
        return pub(SocketOptions.DEFAULTS);
    }

    /**
     * Makes a publisher.
     *
     * @param options its options
     * @return a new socket
     * @throws ContextTerminatedException when the context is closed
     * @throws io.nolmq.message.ZmqException when an option means nothing to this type
     */
    public PubSocket pub(SocketOptions options) {
        return new PubSocket(engine.open(SocketType.PUB, options));
    }

    /**
     * Makes a subscriber, without subscriptions yet, with the default options.
     *
     * @return a new socket
     * @throws ContextTerminatedException when the context is closed
     */
    public SubSocket sub() {
        return sub(SocketOptions.DEFAULTS);
    }

    /**
     * Makes a subscriber, without subscriptions yet.
     *
     * @param options its options
     * @return a new socket
     * @throws ContextTerminatedException when the context is closed
     * @throws io.nolmq.message.ZmqException when an option means nothing to this type
     */
    public SubSocket sub(SocketOptions options) {
        return new SubSocket(engine.open(SocketType.SUB, options));
    }

    /**
     * Makes a requester, with the default options.
     *
     * @return a new socket
     * @throws ContextTerminatedException when the context is closed
     */
    public ReqSocket req() {
        return req(SocketOptions.DEFAULTS);
    }

    /**
     * Makes a requester.
     *
     * @param options its options
     * @return a new socket
     * @throws ContextTerminatedException when the context is closed
     * @throws io.nolmq.message.ZmqException when an option means nothing to this type
     */
    public ReqSocket req(SocketOptions options) {
        return new ReqSocket(engine.open(SocketType.REQ, options));
    }

    /**
     * Makes a replier, with the default options.
     *
     * @return a new socket
     * @throws ContextTerminatedException when the context is closed
     */
    public RepSocket rep() {
        return rep(SocketOptions.DEFAULTS);
    }

    /**
     * Makes a replier.
     *
     * @param options its options
     * @return a new socket
     * @throws ContextTerminatedException when the context is closed
     * @throws io.nolmq.message.ZmqException when an option means nothing to this type
     */
    public RepSocket rep(SocketOptions options) {
        return new RepSocket(engine.open(SocketType.REP, options));
    }

    /**
     * Makes a requester without lock-step, with the default options.
     *
     * @return a new socket
     * @throws ContextTerminatedException when the context is closed
     */
    public DealerSocket dealer() {
        return dealer(SocketOptions.DEFAULTS);
    }

    /**
     * Makes a requester without lock-step.
     *
     * @param options its options
     * @return a new socket
     * @throws ContextTerminatedException when the context is closed
     * @throws io.nolmq.message.ZmqException when an option means nothing to this type
     */
    public DealerSocket dealer(SocketOptions options) {
        return new DealerSocket(engine.open(SocketType.DEALER, options));
    }

    /**
     * Makes a replier by address, with the default options.
     *
     * @return a new socket
     * @throws ContextTerminatedException when the context is closed
     */
    public RouterSocket router() {
        return router(SocketOptions.DEFAULTS);
    }

    /**
     * Makes a replier by address.
     *
     * @param options its options
     * @return a new socket
     * @throws ContextTerminatedException when the context is closed
     * @throws io.nolmq.message.ZmqException when an option means nothing to this type
     */
    public RouterSocket router(SocketOptions options) {
        return new RouterSocket(engine.open(SocketType.ROUTER, options));
    }

    /**
     * Creates one end of an exclusive pair, with the default options.
     *
     * @return a new socket
     * @throws ContextTerminatedException when the context is closed
     */
    public PairSocket pair() {
        return pair(SocketOptions.DEFAULTS);
    }

    /**
     * Creates one end of an exclusive pair.
     *
     * @param options its options
     * @return a new socket
     * @throws ContextTerminatedException when the context is closed
     * @throws io.nolmq.message.ZmqException when an option means nothing to this type
     */
    public PairSocket pair(SocketOptions options) {
        return new PairSocket(engine.open(SocketType.PAIR, options));
    }

    /**
     * Creates a publisher that sees its subscriptions, with the default options.
     *
     * @return a new socket
     * @throws ContextTerminatedException when the context is closed
     */
    public XpubSocket xpub() {
        return xpub(SocketOptions.DEFAULTS);
    }

    /**
     * Creates a publisher that sees its subscriptions.
     *
     * @param options its options
     * @return a new socket
     * @throws ContextTerminatedException when the context is closed
     * @throws io.nolmq.message.ZmqException when an option means nothing to this type
     */
    public XpubSocket xpub(SocketOptions options) {
        return new XpubSocket(engine.open(SocketType.XPUB, options));
    }

    /**
     * Creates a subscriber whose subscriptions are messages, with the default options.
     *
     * @return a new socket
     * @throws ContextTerminatedException when the context is closed
     */
    public XsubSocket xsub() {
        return xsub(SocketOptions.DEFAULTS);
    }

    /**
     * Creates a subscriber whose subscriptions are messages.
     *
     * @param options its options
     * @return a new socket
     * @throws ContextTerminatedException when the context is closed
     * @throws io.nolmq.message.ZmqException when an option means nothing to this type
     */
    public XsubSocket xsub(SocketOptions options) {
        return new XsubSocket(engine.open(SocketType.XSUB, options));
    }

    /**
     * Creates a socket that speaks TCP to peers without ZMTP, with the default options.
     *
     * @return a new socket
     * @throws ContextTerminatedException when the context is closed
     */
    public StreamSocket stream() {
        return stream(SocketOptions.DEFAULTS);
    }

    /**
     * Creates a socket that speaks TCP to peers without ZMTP.
     *
     * @param options its options
     * @return a new socket
     * @throws ContextTerminatedException when the context is closed
     * @throws io.nolmq.message.ZmqException when an option means nothing to this type
     */
    public StreamSocket stream(SocketOptions options) {
        return new StreamSocket(engine.open(SocketType.STREAM, options));
    }

    /**
     * Shuts the context down without closing its sockets, which is for their owners: every call that waits ends with a {@link
     * ContextTerminatedException}, and so does every later call but those that close. Messages that were accepted are still
     * sent. Does not block; does nothing when done already.
     */
    public void shutdown() {
        engine.shutDown();
    }

    /**
     * Whether it was closed.
     *
     * @return true from the first {@link #close} on
     */
    public boolean isClosed() {
        return engine.isClosed();
    }

    /**
     * Closes every socket and waits for what lingers, as long as the context's option says; what is left then is discarded
     * and counted, and the threads end, which takes a moment more (2 s at most). What lingers is not only what is queued: a
     * peer to which messages went may take {@code goodbyeTimeout} to read the last of them and to close its end, which
     * peers do as soon as they have read everything. A peer to which none went is given a second. Calls that wait in a socket end with a
     * {@link ContextTerminatedException}. An interrupt does not end the wait; the flag stays set. Harmless when closed
     * already.
     */
    @Override
    public void close() {
        engine.close(Durations.nanos(engine.options().closeTimeout()));
    }

    /**
     * Closes like {@link #close()}, with a time-out of its own.
     *
     * @param timeout how long to wait at most for what lingers; zero or less does not wait
     * @return what was left behind
     */
    public CloseReport close(Duration timeout) {
        return engine.close(Durations.nanos(timeout));
    }
}
