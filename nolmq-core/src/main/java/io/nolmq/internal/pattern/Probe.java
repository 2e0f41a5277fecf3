package io.nolmq.internal.pattern;

import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.spi.Pipe;

/** The empty message that tells a ROUTER of a new peer. */
final class Probe {
    private Probe() {}

    static void send(Pipe pipe) {
        if (pipe.trySend(Message.wrap(new byte[0])) == SendResult.FULL) {
            pipe.countDrop(Reason.HIGH_WATER_MARK);
        }
    }
}
