package io.nolmq.internal.pattern;

import io.nolmq.message.ErrorCode;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.ZmqException;
import io.nolmq.spi.PatternSocket;

/** The most frames that a message may have on the wire: one of more never arrives, and is refused before a pipe takes it. Belongs to the send side. */
final class FrameLimit {
    private final PatternSocket socket;
    private int most;

    FrameLimit(PatternSocket socket) {
        this.socket = socket;
        onOptions(socket.options());
    }

    void onOptions(SocketOptions now) {
        most = now.protocol().framesMaximum();
    }

    /**
     * Checks a message.
     *
     * @param frames of it on the wire, with the envelope and without the routing id of a ROUTER
     * @throws ZmqException with {@link ErrorCode#INVALID_MESSAGE} when they are too many
     */
    void require(int frames) {
        if (frames > most) {
            throw tooMany(frames);
        }
    }

    private ZmqException tooMany(int frames) {
        return new ZmqException(
                ErrorCode.INVALID_MESSAGE,
                "a message has too many frames on the wire: frames=" + frames + ", framesMaximum=" + most + ", socket="
                        + socket.name() + "; send fewer at a time, or set framesMaximum here and at the peers");
    }
}
