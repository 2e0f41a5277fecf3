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
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
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

        /** Why {@link #listen} failed, as far as that can be found out. */
        default ErrorCode whyNot(IOException failed) {
            return ErrorCode.INPUT_OUTPUT;
        }

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
            throw cannotBind(endpoint, place, failed);
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

    /** The code comes from what is tried and found, never from the text of the operating system, which may be translated. */
    private static EndpointException cannotBind(Endpoint endpoint, Place place, IOException failed) {
        ErrorCode code = hasDescriptors() ? place.whyNot(failed) : ErrorCode.TOO_MANY_DESCRIPTORS;
        String hint = switch (code) {
            case PERMISSION_DENIED -> "choose a port above 1023, or a path that this user may write";
            case ADDRESS_NOT_AVAILABLE -> "bind to an address of this machine, or to *";
            case TOO_MANY_DESCRIPTORS -> "raise the limit of open files";
            case ADDRESS_IN_USE -> "close what listens there, or choose another port";
            default -> "see the reason";
        };
        return new EndpointException(
                code, "cannot bind: endpoint=" + endpoint + "; " + failed.getMessage() + "; " + hint, failed);
    }

    private static boolean hasDescriptors() {
        try {
            SocketChannel.open().close();
            return true;
        } catch (IOException none) {
            return false;
        }
    }
}
