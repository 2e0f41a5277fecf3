package io.nolmq.cli;

import io.nolmq.Context;
import io.nolmq.Socket;
import io.nolmq.cli.shell.ExitCode;
import io.nolmq.message.CloseReport;
import io.nolmq.message.Endpoint;
import io.nolmq.message.InterruptedSocketException;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketClosedException;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketType;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;

/** The life of a command's socket: options, endpoints, work, the end, and the exit code that comes of it. */
final class SocketRun<S extends Socket> {
    /** How long what is queued may still be sent when the user has stopped the command, or it failed. */
    private static final Duration AFTER_STOP = Duration.ofMillis(500);

    /** The work of a command with its socket. */
    interface Work<S extends Socket> {
        /** Works until the end, and tells how it came to it. */
        ExitCode with(S socket, ConnectionWatch watch) throws IOException, InterruptedException;
    }

    private final SocketType type;
    private final SocketArguments arguments;
    private final StandardStreams streams;
    private final BiFunction<Context, SocketOptions, S> maker;

    private boolean endless;
    private Duration patience = WaitOption.FOREVER;

    SocketRun(
            SocketType type,
            SocketArguments arguments,
            StandardStreams streams,
            BiFunction<Context, SocketOptions, S> maker) {
        this.type = type;
        this.arguments = arguments;
        this.streams = streams;
        this.maker = maker;
    }

    /** Whether only its user ends it, so that being interrupted is no failure. */
    SocketRun<S> endless(boolean on) {
        endless = on;
        return this;
    }

    /** How long to go on sending at the end where {@code --linger} does not say it. */
    SocketRun<S> patience(WaitOption wait) {
        patience = wait.orForever();
        return this;
    }

    int run(Work<S> work) throws IOException {
        List<EndpointArgument> endpoints = arguments.endpoints(type);
        SocketOptions options = arguments.options();
        Context context = Context.create();
        try {
            S socket = maker.apply(context, options);
            boolean connectsOnly = endpoints.stream().noneMatch(EndpointArgument::binds);
            ConnectionWatch watch = new ConnectionWatch(
                    socket, connectsOnly ? () -> abandon(context) : null, arguments.verbose(), this::say);
            socket.onEvent(watch);
            endpoints.forEach(endpoint -> open(socket, endpoint));
            return work(work, context, socket, watch).number();
        } catch (InterruptedException | InterruptedSocketException stopped) {
            return (endless ? ExitCode.DONE : ExitCode.INTERRUPTED).number();
        } finally {
            boolean interrupted = Thread.interrupted();
            context.close(AFTER_STOP);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private ExitCode work(Work<S> work, Context context, S socket, ConnectionWatch watch)
            throws IOException, InterruptedException {
        try {
            ExitCode exit = work.with(socket, watch);
            close(context, socket, watch);
            return exit;
        } catch (SocketClosedException closed) {
            CommandException failure = watch.failure();
            throw failure == null ? closed : failure;
        }
    }

    /** Ends all calls, the closing of the context included; on a thread of its own, since it waits for the caller. */
    private static void abandon(Context context) {
        Thread thread = new Thread(() -> context.close(Duration.ZERO), "nol-abandon");
        thread.setDaemon(true);
        thread.start();
    }

    private void open(S socket, EndpointArgument endpoint) {
        if (!endpoint.binds()) {
            socket.connect(endpoint.address());
            return;
        }
        Endpoint bound = socket.bind(endpoint.address());
        if (!bound.toString().equals(endpoint.address())) {
            say("bound: endpoint=" + bound);
        }
    }

    /** Sends what is queued; what cannot be sent makes the command fail. */
    private void close(Context context, S socket, ConnectionWatch watch) {
        Duration linger = arguments.linger();
        CloseReport report = context.close(linger == null ? patience : linger);
        CommandException failure = watch.failure();
        if (failure != null) {
            throw failure;
        }
        long lost = Math.max(report.discardedMessages(), socket.statistics().times(Reason.LINGER_EXPIRED));
        if (lost > 0) {
            throw new CommandException(
                    ExitCode.TOO_FEW,
                    "not sent: messages=" + lost
                            + "; no peer took them in time: check the endpoint, or give more --linger");
        }
        if (report.unknownMessages() > 0 && !Duration.ZERO.equals(linger)) {
            say("sent, but perhaps not read: messages=" + report.unknownMessages()
                    + " at most; a peer had not closed its end in time");
        }
    }

    private void say(String line) {
        if (!arguments.quiet()) {
            streams.say(name() + ": " + line);
        }
    }

    private String name() {
        return Naming.of(type);
    }
}
