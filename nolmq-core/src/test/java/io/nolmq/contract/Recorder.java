package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.message.Message;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Records stamped messages and finds what is wrong with them: damage, torn messages and duplicates at once, what is
 * missing at the end. Safe for any number of threads.
 */
final class Recorder {
    private final Map<Integer, BitSet> seen = new ConcurrentHashMap<>();

    /** Records a message whose stamp begins at a frame. */
    Stamp record(Message message, int from) {
        Stamp stamp = Stamp.check(message, from);
        BitSet ofSender = seen.computeIfAbsent(stamp.sender(), any -> new BitSet());
        synchronized (ofSender) {
            assertThat(ofSender.get(stamp.sequence()))
                    .as("%s came before", stamp)
                    .isFalse();
            ofSender.set(stamp.sequence());
        }
        return stamp;
    }

    /** One thread's view, which must see each sender's messages in order. */
    InOrder inOrder() {
        return new InOrder();
    }

    /** How many messages have come. */
    int count() {
        int count = 0;
        for (BitSet ofSender : seen.values()) {
            synchronized (ofSender) {
                count += ofSender.cardinality();
            }
        }
        return count;
    }

    /** Fails unless every message of every sender has come. */
    void requireAll(int senders, int messagesEach) {
        for (int sender = 0; sender < senders; sender++) {
            BitSet ofSender = seen.getOrDefault(sender, new BitSet());
            synchronized (ofSender) {
                assertThat(ofSender.nextClearBit(0))
                        .as("first missing message of sender %d", sender)
                        .isEqualTo(messagesEach);
            }
        }
    }

    /** Checks the order as well. For one thread. */
    final class InOrder {
        private final Map<Integer, Integer> last = new ConcurrentHashMap<>();

        Stamp record(Message message, int from) {
            Stamp stamp = Recorder.this.record(message, from);
            Integer before = last.put(stamp.sender(), stamp.sequence());
            if (before != null) {
                assertThat(stamp.sequence())
                        .as("order of sender %d", stamp.sender())
                        .isGreaterThan(before);
            }
            return stamp;
        }
    }
}
