package io.nolmq.lab;

import java.time.Duration;

/**
 * What a program is told before it starts.
 *
 * @param endpoint where it binds or connects
 * @param count after how many messages it ends, at least 1; {@link #UNLIMITED} for never
 * @param every how long from one message to the next at least
 * @param time after how long it ends; {@link #FOREVER} for never
 */
public record Plan(String endpoint, long count, Duration every, Duration time) {
    /** No count ends the program. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** No time ends the program: a hundred years, which fit into a long of nanoseconds. */
    public static final Duration FOREVER = Duration.ofDays(36_500);

    /**
     * Whether nothing but its user ends the program.
     *
     * @return true without a count and a time
     */
    public boolean isEndless() {
        return count == UNLIMITED && time.equals(FOREVER);
    }

    /**
     * The same at another endpoint.
     *
     * @param other such as {@code tcp://localhost:12345}
     * @return a new plan
     */
    public Plan withEndpoint(String other) {
        return new Plan(other, count, every, time);
    }

    /**
     * The same with another count.
     *
     * @param messages at least 1
     * @return a new plan
     */
    public Plan withCount(long messages) {
        return new Plan(endpoint, messages, every, time);
    }

    /**
     * The same at another pace.
     *
     * @param pace from one message to the next; zero for no pause
     * @return a new plan
     */
    public Plan withEvery(Duration pace) {
        return new Plan(endpoint, count, pace, time);
    }

    /**
     * The same for another time.
     *
     * @param limit when the program ends, seen from its start
     * @return a new plan
     */
    public Plan withTime(Duration limit) {
        return new Plan(endpoint, count, every, limit);
    }
}
