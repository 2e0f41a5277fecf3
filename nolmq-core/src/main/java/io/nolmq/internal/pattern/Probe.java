package io.nolmq.internal.pattern;

import io.nolmq.message.Message;
import io.nolmq.spi.Pipe;

/** The empty message that tells a ROUTER of a new peer. */
final class Probe {
    private Probe() {}

    static void send(Pipe pipe) {
        pipe.trySend(Message.wrap(new byte[0]));
    }
}
