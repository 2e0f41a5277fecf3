package io.nolmq.internal.transport.stream;

import io.nolmq.message.EndpointException;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.function.Consumer;

/** How a session reaches its endpoint: what tcp and ipc do differently. */
public interface Dialer {
    /**
     * Finds where to connect, anew at each attempt. Does not block.
     *
     * @param found gets at least one address, on any thread
     * @param failed gets why there is none, on any thread
     */
    void find(Consumer<List<? extends SocketAddress>> found, Consumer<EndpointException> failed);

    /**
     * Opens a non-blocking channel and begins to connect it; closes it when that fails.
     *
     * @return the channel, connected or connecting
     * @throws IOException when it fails at once
     */
    SocketChannel dial(SocketAddress target) throws IOException;
}
