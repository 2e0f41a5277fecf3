package io.nolmq.internal.transport.tcp;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Asks for the addresses of a host by its name. May block for as long as the name service likes. */
@FunctionalInterface
public interface Lookup {
    /** The name service of the operating system. */
    Lookup SYSTEM = InetAddress::getAllByName;

    /**
     * The addresses of a host, the preferred one first.
     *
     * @throws UnknownHostException when the name has none, or the name service does not answer
     */
    InetAddress[] addressesOf(String host) throws UnknownHostException;
}
