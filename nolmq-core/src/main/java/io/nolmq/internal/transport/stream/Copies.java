package io.nolmq.internal.transport.stream;

import io.nolmq.message.Message;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The copies of borrowed messages that wait for one peer. While any waits, the arrays of those that are written serve
 * for the next ones, so that a long queue of large messages does not move through the generations of the heap: the
 * collector would copy each of them several times. Never more memory than waited at once. Belongs to the send side.
 */
final class Copies {
    /** A copy of fewer bytes is garbage that costs next to nothing. */
    static final int WORTH_BYTES = 4 * 1024;

    private final ArrayDeque<Message> waiting = new ArrayDeque<>();
    private final ArrayDeque<byte[]> spare = new ArrayDeque<>();

    /** The message, or a copy of it when it is borrowed. In the order in which they will be written. */
    Message keep(Message message) {
        if (message.sizeBytes() < WORTH_BYTES) {
            return message.owned();
        }
        Message kept = message.owned(this::array);
        if (kept != message) {
            waiting.addLast(kept);
        }
        return kept;
    }

    /** A message that was kept is written: if it was a copy, its arrays are free. */
    void written(Message message) {
        if (message == waiting.peekFirst()) {
            waiting.removeFirst();
            for (int i = 0; i < message.frameCount(); i++) {
                spare.addLast(message.frame(i));
            }
        }
    }

    /** Nothing waits any more. */
    void clear() {
        waiting.clear();
        spare.clear();
    }

    private byte[] array(int length) {
        byte @Nullable [] array = spare.pollLast();
        return array != null && array.length == length ? array : new byte[length];
    }
}
