package io.nolmq.internal.zmtp;

/** A moment by which something is to have happened, or none. Takes the time as it is told it. */
final class Deadline {
    private static final long NEVER = -1;

    private boolean isSet;
    private long atNanos;

    /** That long from now. */
    void set(long nowNanos, long nanos) {
        isSet = true;
        atNanos = nowNanos + nanos;
    }

    void clear() {
        isSet = false;
    }

    boolean isSet() {
        return isSet;
    }

    boolean isPast(long nowNanos) {
        return isSet && atNanos - nowNanos <= 0;
    }

    /** How long until it is past: 0 when it is, -1 for never. */
    long nanosLeft(long nowNanos) {
        return isSet ? Math.max(0, atNanos - nowNanos) : NEVER;
    }

    /** The shorter of two times, of which each may be -1 for never. */
    static long nearer(long one, long other) {
        return one < 0 || (other >= 0 && other < one) ? other : one;
    }
}
