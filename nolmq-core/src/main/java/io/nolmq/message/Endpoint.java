package io.nolmq.message;

import java.util.Locale;

/**
 * An address of the form {@code transport://address}: {@code tcp://127.0.0.1:5555}, {@code ipc:///tmp/work},
 * {@code inproc://name}. The transport defines the meaning of the address.
 *
 * @param scheme the name of the transport, in lower case
 * @param address the part after {@code ://}, not empty
 */
public record Endpoint(String scheme, String address) {
    /**
     * Creates an endpoint from its two parts.
     *
     * @param scheme the name of the transport, in lower case
     * @param address the part after {@code ://}, not empty
     * @throws EndpointException if either part is empty
     */
    public Endpoint {
        if (scheme.isEmpty() || address.isEmpty()) {
            throw malformed(scheme + "://" + address);
        }
    }

    /**
     * Parses an endpoint.
     *
     * @param text the text, such as {@code tcp://*:5555}
     * @return the endpoint
     * @throws EndpointException if the text is not of the form {@code transport://address}
     */
    public static Endpoint parse(String text) {
        int mark = text.indexOf("://");
        if (mark <= 0 || mark + 3 == text.length()) {
            throw malformed(text);
        }
        return new Endpoint(text.substring(0, mark).toLowerCase(Locale.ROOT), text.substring(mark + 3));
    }

    /**
     * The port of a tcp endpoint.
     *
     * @return the number after the last colon, or -1 if there is none
     */
    public int port() {
        int colon = address.lastIndexOf(':');
        if (!scheme.equals("tcp") || colon < 0) {
            return -1;
        }
        try {
            return Integer.parseInt(address.substring(colon + 1));
        } catch (NumberFormatException none) {
            return -1;
        }
    }

    /** The text form, as accepted by {@link #parse}. */
    @Override
    public String toString() {
        return scheme + "://" + address;
    }

    private static EndpointException malformed(String text) {
        return new EndpointException(
                ErrorCode.INVALID_ENDPOINT,
                "cannot understand endpoint \"" + text
                        + "\": it must read transport://address, as tcp://127.0.0.1:5555");
    }
}
