package io.nolmq.stress;

import io.nolmq.message.Message;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What has arrived. Finds damaged, torn and doubled messages when they come, and what is missing at the end. Safe for any
 * number of threads.
 */
final class Ledger {
    private final Map<Integer, BitSet> seen = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    /** Sequence numbers that did not arrive, from one up to and without another. */
    record Gap(int from, int to) {
        int size() {
            return to - from;
        }
    }

    /** Enters a message whose own frames begin at an index. */
    Parcel enter(Message message, int from) {
        Parcel parcel = Parcel.check(message, from);
        BitSet ofSender = seen.computeIfAbsent(parcel.sender(), any -> new BitSet());
        synchronized (ofSender) {
            if (ofSender.get(parcel.sequence())) {
                throw new AssertionError("doubled: " + parcel + " came before");
            }
            ofSender.set(parcel.sequence());
        }
        count.incrementAndGet();
        return parcel;
    }

    /** How many have arrived. */
    int count() {
        return count.get();
    }

    /** How many of one sender have arrived. */
    int count(int sender) {
        BitSet ofSender = seen.getOrDefault(sender, new BitSet());
        synchronized (ofSender) {
            return ofSender.cardinality();
        }
    }

    /** What did not arrive of the first so many of a sender. */
    List<Gap> gaps(int sender, int total) {
        List<Gap> gaps = new ArrayList<>();
        BitSet ofSender = seen.getOrDefault(sender, new BitSet());
        synchronized (ofSender) {
            for (int from = ofSender.nextClearBit(0); from < total; ) {
                int next = ofSender.nextSetBit(from);
                int to = next < 0 ? total : Math.min(next, total);
                gaps.add(new Gap(from, to));
                from = ofSender.nextClearBit(to);
            }
        }
        return gaps;
    }

    /** Fails unless everything has arrived. */
    void requireAll(int senders, int messagesEach) {
        for (int sender = 0; sender < senders; sender++) {
            List<Gap> gaps = gaps(sender, messagesEach);
            if (!gaps.isEmpty()) {
                throw new AssertionError("lost of sender " + sender + ": " + gaps);
            }
        }
    }

    /** The view of one receiving thread, which must see each sender's messages in order. */
    final class InOrder {
        private final Map<Integer, Integer> last = new HashMap<>();

        Parcel enter(Message message, int from) {
            Parcel parcel = Ledger.this.enter(message, from);
            Integer before = last.put(parcel.sender(), parcel.sequence());
            if (before != null && before >= parcel.sequence()) {
                throw new AssertionError("out of order: " + parcel + " came after " + before);
            }
            return parcel;
        }
    }
}
