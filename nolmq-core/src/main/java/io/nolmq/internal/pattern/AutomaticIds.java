package io.nolmq.internal.pattern;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** The ids of peers without one of their own, as libzmq chooses them: a zero byte, then a counter. For one side. */
final class AutomaticIds {
    private static final int BYTES = 5;

    private int next = ThreadLocalRandom.current().nextInt();

    /** An id that is no key of the map. */
    byte[] unused(Map<ByteBuffer, ?> taken) {
        while (true) {
            byte[] id = ByteBuffer.allocate(BYTES).put((byte) 0).putInt(next++).array();
            if (!taken.containsKey(ByteBuffer.wrap(id))) {
                return id;
            }
        }
    }
}
