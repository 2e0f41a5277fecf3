package io.nolmq.internal.engine;

import io.nolmq.message.Reason;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How often each reason was one. Safe for any thread, never waits. */
public final class ReasonCounters {
    private final Map<Reason, LongAdder> counters = new EnumMap<>(Reason.class);

    public ReasonCounters() {
        for (Reason reason : Reason.values()) {
            counters.put(reason, new LongAdder());
        }
    }

    public void add(Reason reason, long times) {
        counter(reason).add(times);
    }

    public long of(Reason reason) {
        return counter(reason).sum();
    }

    /** The reasons that came up at all. */
    public Map<Reason, Long> snapshot() {
        Map<Reason, Long> counts = new EnumMap<>(Reason.class);
        counters.forEach((reason, counter) -> {
            long count = counter.sum();
            if (count > 0) {
                counts.put(reason, count);
            }
        });
        return counts;
    }

    private LongAdder counter(Reason reason) {
        LongAdder counter = counters.get(reason);
        if (counter == null) {
            throw new AssertionError(reason);
        }
        return counter;
    }
}
