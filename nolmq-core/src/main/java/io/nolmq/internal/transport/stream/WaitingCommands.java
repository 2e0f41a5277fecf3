package io.nolmq.internal.transport.stream;

import io.nolmq.internal.queue.Ring;
import io.nolmq.spi.Codec;
import io.nolmq.spi.Command;
import org.jspecify.annotations.Nullable;

/**
 * The commands that wait for one peer, as values: they are encoded for the connection over which they go. Belongs to the send
 * side.
 */
final class WaitingCommands {
    private final Ring<Command> commands = new Ring<>();
    private @Nullable Command pong;

    boolean isEmpty() {
        return pong == null && commands.isEmpty();
    }

    void add(Command command) {
        commands.addLast(command);
    }

    /** Takes an answer to a PING. Only the newest waits: a peer that asks and does not read costs nothing. */
    void setPong(Command answer) {
        pong = answer;
    }

    /** Encodes as many as fit behind what is in the batch; an answer to a PING first. */
    void moveTo(Batch batch, Codec codec) {
        Command answer = pong;
        if (answer != null) {
            commands.addFirst(answer);
            pong = null;
        }
        for (Command command = commands.peekFirst(); command != null; command = commands.peekFirst()) {
            if (!batch.add(codec.encode(command))) {
                return;
            }
            commands.removeFirst();
        }
    }

    void clear() {
        commands.clear();
        pong = null;
    }
}
