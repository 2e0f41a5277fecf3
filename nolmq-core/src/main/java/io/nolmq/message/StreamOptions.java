package io.nolmq.message;

/**
 * The settings of the operating system's sockets below the connections.
 *
 * @param sendBufferBytes the size of the kernel's send buffer: -1..2^31-1 bytes; -1 and 0 = the operating system's,
 *     default -1
 * @param receiveBufferBytes the size of the kernel's receive buffer: -1..2^31-1 bytes; -1 and 0 = the operating
 *     system's, default -1
 * @param backlog the number of connections waiting to be accepted: 0..2^31-1, 0 = the platform's choice, default 100
 * @param ipv6 true if IPv6 is used in addition to IPv4; default false
 * @param typeOfService the byte of that name in the IP header: 0..255, default 0
 * @param keepAlive the TCP keep-alive settings for idle connections; default {@link KeepAlive#SYSTEM}
 */
public record StreamOptions(
        int sendBufferBytes,
        int receiveBufferBytes,
        int backlog,
        boolean ipv6,
        int typeOfService,
        KeepAlive keepAlive) {
    /** The buffer size that leaves the choice to the operating system. */
    public static final int SYSTEM = -1;

    /** The default options. */
    public static final StreamOptions DEFAULTS = new StreamOptions(
            Options.SEND_BUFFER_BYTES.defaultValue(),
            Options.RECEIVE_BUFFER_BYTES.defaultValue(),
            Options.BACKLOG.defaultValue(),
            Options.IPV6.defaultValue(),
            Options.TYPE_OF_SERVICE.defaultValue(),
            KeepAlive.SYSTEM);

    /**
     * Creates validated stream options.
     *
     * @param sendBufferBytes the size of the kernel's send buffer
     * @param receiveBufferBytes the size of the kernel's receive buffer
     * @param backlog the number of connections waiting to be accepted
     * @param ipv6 true if IPv6 is used in addition to IPv4
     * @param typeOfService the byte of that name in the IP header
     * @param keepAlive the TCP keep-alive settings for idle connections
     * @throws ZmqException with {@link ErrorCode#INVALID_OPTION} if a value is out of range
     */
    public StreamOptions {
        Options.SEND_BUFFER_BYTES.require(sendBufferBytes);
        Options.RECEIVE_BUFFER_BYTES.require(receiveBufferBytes);
        Options.BACKLOG.require(backlog);
        Options.TYPE_OF_SERVICE.require(typeOfService);
    }

    StreamOptions withSendBufferBytes(int bytes) {
        return new StreamOptions(bytes, receiveBufferBytes, backlog, ipv6, typeOfService, keepAlive);
    }

    StreamOptions withReceiveBufferBytes(int bytes) {
        return new StreamOptions(sendBufferBytes, bytes, backlog, ipv6, typeOfService, keepAlive);
    }

    StreamOptions withBacklog(int connections) {
        return new StreamOptions(sendBufferBytes, receiveBufferBytes, connections, ipv6, typeOfService, keepAlive);
    }

    StreamOptions withIpv6(boolean on) {
        return new StreamOptions(sendBufferBytes, receiveBufferBytes, backlog, on, typeOfService, keepAlive);
    }

    StreamOptions withTypeOfService(int value) {
        return new StreamOptions(sendBufferBytes, receiveBufferBytes, backlog, ipv6, value, keepAlive);
    }

    StreamOptions withKeepAlive(KeepAlive settings) {
        return new StreamOptions(sendBufferBytes, receiveBufferBytes, backlog, ipv6, typeOfService, settings);
    }
}
