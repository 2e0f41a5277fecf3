package io.nolmq.spi;

import io.nolmq.message.Reason;
import java.io.Serial;

/**
 * The peer broke the protocol, or a limit: its connection ends with this reason. Carries no stack trace, because a
 * hostile peer decides how often it is thrown.
 */
public final class ProtocolException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /**
     * @param reason what the end of the connection is counted under
     * @param detail what the peer did, without raw bytes of the peer
     */
    public ProtocolException(Reason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
