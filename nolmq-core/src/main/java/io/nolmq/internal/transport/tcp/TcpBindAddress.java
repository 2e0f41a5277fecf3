package io.nolmq.internal.transport.tcp;

import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;

/**
 * Where a listener binds.
 *
 * @param address numeric; port 0 asks for an ephemeral port
 * @param family the family to open the channel with. It is explicit because a channel of the default family turns
 *     {@code 0.0.0.0} into {@code ::} and so listens on IPv6 as well
 */
public record TcpBindAddress(InetSocketAddress address, StandardProtocolFamily family) {}
