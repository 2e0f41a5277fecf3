package io.nolmq.internal.transport.stream;

import io.nolmq.internal.engine.SocketHost;
import io.nolmq.message.Endpoint;
import io.nolmq.message.EndpointException;
import io.nolmq.message.ErrorCode;
import io.nolmq.message.SocketOptions;
import io.nolmq.spi.Link;
import io.nolmq.spi.LinkOptions;
import io.nolmq.spi.PipeHost;
import io.nolmq.spi.Transport;
import java.io.IOException;
import java.net.BindException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What tcp and ipc share: listeners and sessions over channels of bytes. A subclass says where and how. */
public abstract class StreamTransport implements Transport {
    /** Where a listener is to be, read and looked up. */
    protected interface Place {
        /**
         * Opens a channel there, non-blocking, and binds it.
         *
         * @return the channel, which is closed again when this fails
         */
        ServerSocketChannel listen(SocketOptions options) throws IOException;

        /** The endpoint as it is bound. */
        Endpoint bound(ServerSocketChannel channel) throws IOException;

        /** Is run once the listener is closed, or could not be opened. */
        void cleanUp();
    }

    /** Reads where to bind. */
    protected abstract Place place(Endpoint endpoint, SocketOptions options);

    /** Reads where to connect. */
    protected abstract Dialer dialer(Endpoint endpoint, SocketOptions options);

    /** Sets what the options ask for on a channel that was accepted. */
    protected abstract void prepare(SocketChannel accepted, SocketOptions options) throws IOException;

    @Override
    public final Link bind(PipeHost of, Endpoint endpoint, LinkOptions options) {
        SocketHost host = SocketHost.of(of);
        SocketOptions settings = options.snapshot();
        Place place = place(endpoint, settings);
        boolean done = false;
        ServerSocketChannel channel = null;
        try {
            channel = place.listen(settings);
            Listener listener = new Listener(
                    host,
                    place.bound(channel),
                    options,
                    channel,
                    accepted -> prepare(accepted, settings),
                    place::cleanUp);
            host.opened(listener);
            listener.start();
            done = true;
            return listener;
        } catch (IOException failed) {
            throw cannotBind(endpoint, failed);
        } finally {
            if (!done) {
                close(channel);
                place.cleanUp();
            }
        }
    }

    private static void close(@Nullable ServerSocketChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException ignored) {
            // it is gone either way
        }
    }

    @Override
    public final Link connect(PipeHost of, Endpoint endpoint, LinkOptions options) {
        SocketHost host = SocketHost.of(of);
        Session session = new Session(host, endpoint, options, dialer(endpoint, options.snapshot()));
        boolean begun = false;
        try {
            host.opened(session);
            session.start();
            begun = true;
            return session;
        } finally {
            if (!begun) {
                session.abandon();
            }
        }
    }

    private static EndpointException cannotBind(Endpoint endpoint, IOException failed) {
        String text = String.valueOf(failed.getMessage());
        String lower = text.toLowerCase(Locale.ROOT);
        ErrorCode code = ErrorCode.INPUT_OUTPUT;
        String hint = "see the reason";
        if (lower.contains("permission denied")) {
            code = ErrorCode.PERMISSION_DENIED;
            hint = "choose a port above 1023, or a path that this user may write";
        } else if (lower.contains("cannot assign") || lower.contains("unsupported address")) {
            code = ErrorCode.ADDRESS_NOT_AVAILABLE;
            hint = "bind to an address of this machine, or to *";
        } else if (lower.contains("too many open files")) {
            code = ErrorCode.TOO_MANY_DESCRIPTORS;
            hint = "raise the limit of open files";
        } else if (failed instanceof BindException || lower.contains("in use")) {
            code = ErrorCode.ADDRESS_IN_USE;
            hint = "close what listens there, or choose another port";
        }
        return new EndpointException(code, "cannot bind: endpoint=" + endpoint + "; " + text + "; " + hint, failed);
    }
}
