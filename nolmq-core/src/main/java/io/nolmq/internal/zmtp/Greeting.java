package io.nolmq.internal.zmtp;

import io.nolmq.message.Reason;
import io.nolmq.spi.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The first 64 bytes of a connection, in each direction.
 *
 * <pre>
 *  0        1..8      9     10      11      12..31       32          33..63
 * +------+---------+------+-------+-------+------------+-----------+---------+
 * |  FF  | padding |  7F  |   3   | minor | mechanism  | as-server | filler  |
 * +------+---------+------+-------+-------+------------+-----------+---------+
 * </pre>
 *
 * Padding and filler are written as zeros and never read. Each byte is judged as soon as it is there, so that what is
 * not ZMTP is known by its first byte and gets no answer to its second.
 */
final class Greeting {
    static final int LENGTH_BYTES = 64;
    static final int MAJOR = 3;
    static final int MINOR = 1;

    private static final int SIGNATURE_END = 9;
    private static final int MAJOR_AT = 10;
    private static final int MINOR_AT = 11;
    private static final int MECHANISM_AT = 12;
    private static final int MECHANISM_BYTES = 20;

    private static final int AS_SERVER_AT = 32;

    private final byte[] mechanism;
    private final boolean asServer;
    private int received;
    private int peerMajor;
    private int peerMinor;

    /**
     * @param mechanismName the one mechanism that the peer may name
     * @param asServer whether this end is the mechanism's server
     */
    Greeting(String mechanismName, boolean asServer) {
        this.asServer = asServer;
        mechanism = Arrays.copyOf(mechanismName.getBytes(StandardCharsets.US_ASCII), MECHANISM_BYTES);
    }

    /** What this end sends, at once and whole. */
    byte[] encode() {
        byte[] bytes = new byte[LENGTH_BYTES];
        bytes[0] = (byte) 0xff;
        bytes[SIGNATURE_END] = 0x7f;
        bytes[MAJOR_AT] = MAJOR;
        bytes[MINOR_AT] = MINOR;
        System.arraycopy(mechanism, 0, bytes, MECHANISM_AT, MECHANISM_BYTES);
        bytes[AS_SERVER_AT] = (byte) (asServer ? 1 : 0);
        return bytes;
    }

    boolean isComplete() {
        return received == LENGTH_BYTES;
    }

    /** The version that both ends speak: 0 with a ZMTP 3.0 peer, else 1. */
    int minorInUse() {
        return peerMajor == MAJOR ? Math.min(peerMinor, MINOR) : MINOR;
    }

    /**
     * Takes bytes of the peer's greeting.
     *
     * @return how many were taken; less than offered once the greeting is complete
     */
    int onBytes(byte[] bytes, int from, int to) throws ProtocolException {
        int at = from;
        while (at < to && received < LENGTH_BYTES) {
            judge(received, bytes[at] & 0xff);
            received++;
            at++;
        }
        return at - from;
    }

    private void judge(int index, int value) throws ProtocolException {
        if (index == 0 && value != 0xff) {
            throw new ProtocolException(Reason.NOT_ZMTP, "the first byte is not the signature of ZMTP");
        }
        if (index == SIGNATURE_END && value != 0x7f) {
            throw new ProtocolException(Reason.NOT_ZMTP, "the tenth byte is not the signature of ZMTP");
        }
        if (index == MAJOR_AT) {
            peerMajor = value;
            if (value < MAJOR) {
                throw new ProtocolException(Reason.VERSION, "the peer speaks ZMTP " + value + ", at least 3 is needed");
            }
        }
        if (index == MINOR_AT) {
            peerMinor = value;
        }
        int inMechanism = index - MECHANISM_AT;
        if (inMechanism >= 0 && inMechanism < MECHANISM_BYTES && value != (mechanism[inMechanism] & 0xff)) {
            throw new ProtocolException(
                    Reason.MECHANISM_MISMATCH,
                    "the peer names another mechanism than " + new String(mechanism, StandardCharsets.US_ASCII).trim());
        }
    }
}
