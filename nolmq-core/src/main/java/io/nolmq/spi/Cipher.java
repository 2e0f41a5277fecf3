package io.nolmq.spi;

/**
 * Encrypts the frames that one connection sends, and decrypts those that it receives. Made by its mechanism. Frames are
 * sealed in the order in which they go onto the wire, under the send side, and opened in the order in which they come,
 * under the receive side: the two directions share no state.
 */
public interface Cipher {
    /** A frame as its sender meant it. Immutable. */
    final class Frame {
        private final boolean more;
        private final boolean command;
        private final byte[] body;

        public Frame(boolean more, boolean command, byte[] body) {
            this.more = more;
            this.command = command;
            this.body = body;
        }

        public boolean more() {
            return more;
        }

        public boolean command() {
            return command;
        }

        /** The body, not a copy. */
        public byte[] body() {
            return body;
        }
    }

    /** The length of the sealed form of a body of that length. */
    long sealedBytes(int bodyBytes);

    /** The length of the longest body whose sealed form has that length; negative when there is none. */
    int openedBytes(int sealedBytes);

    /**
     * Seals one frame. Where this throws, nothing is sealed, and the same frame may be sealed again.
     *
     * @param target has room for {@link #sealedBytes} from {@code offset} on
     */
    void seal(boolean more, boolean command, byte[] body, int from, int length, byte[] target, int offset);

    /**
     * Opens one frame.
     *
     * @param sealed the body of the frame on the wire; the callee's
     * @throws ProtocolException when it was not sealed by the peer, or not in this place
     */
    Frame open(byte[] sealed) throws ProtocolException;
}
