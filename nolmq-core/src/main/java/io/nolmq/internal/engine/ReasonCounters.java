package io.nolmq.internal.engine;

import io.nolmq.message.Reason;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** How often each reason was one. Safe for any thread; never waits, and counting allocates nothing. */
public final class ReasonCounters {
    private final Map<Reason, AtomicLong> counters = new EnumMap<>(Reason.class);

    public ReasonCounters() {
        for (Reason reason : Reason.values()) {
            counters.put(reason, new AtomicLong());
        }
    }

    public void add(Reason reason, long times) {
        counter(reason).addAndGet(times);
    }

    public long of(Reason reason) {
        return counter(reason).get();
    }

    /** The reasons that came up at all. */
    public Map<Reason, Long> snapshot() {
        Map<Reason, Long> counts = new EnumMap<>(Reason.class);
        counters.forEach((reason, counter) -> {
            long count = counter.get();
            if (count > 0) {
                counts.put(reason, count);
            }
        });
        return counts;
    }

    private AtomicLong counter(Reason reason) {
        AtomicLong counter = counters.get(reason);
        if (counter == null) {
            throw new AssertionError(reason);
        }
        return counter;
    }
}
