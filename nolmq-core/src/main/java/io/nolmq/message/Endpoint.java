package io.nolmq.message;

import java.util.Locale;

/**
 * An address as {@code transport://address}: {@code tcp://127.0.0.1:5555}, {@code ipc:///tmp/work}, {@code
 * inproc://name}. What the address means is the transport's affair.
 *
 * @param scheme the transport's name, in lower case
 * @param address what stands behind {@code ://}, not empty
 */
public record Endpoint(String scheme, String address) {
    /**
     * An endpoint of its two parts.
     *
     * @param scheme the transport's name, in lower case
     * @param address what stands behind {@code ://}, not empty
     * @throws EndpointException when a part is empty
     */
    public Endpoint {
        if (scheme.isEmpty() || address.isEmpty()) {
            throw malformed(scheme + "://" + address);
        }
    }

    /**
     * Reads an endpoint.
     *
     * @param text such as {@code tcp://*:5555}
     * @return the endpoint
     * @throws EndpointException when the text is not of the form {@code transport://address}
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
     * @return the number behind the last colon, or -1 where there is none
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

    /** The text that {@link #parse} reads. */
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
