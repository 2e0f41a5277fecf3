package io.nolmq.fault;

/**
 * A rule that did not hold in a run.
 *
 * @param rule the rule
 * @param detail more about it; several lines where there are stack traces
 */
record Violation(Rule rule, String detail) {
    /** What must hold in each run. */
    enum Rule {
        /** A call ends. */
        CALL_HANGS,
        /** A message arrives without another one that pushes it. */
        STALLED,
        /** Messages arrive again after the failure. */
        DEAD,
        /** A call that failed works when it is tried again. */
        CALL_FAILS,
        /** A call that threw has done nothing. */
        HALF_DONE,
        /** A message arrives as it was sent. */
        TORN,
        /** A message arrives once. */
        DOUBLED,
        /** Messages arrive in the order of sending. */
        OUT_OF_ORDER,
        /** A message that does not arrive is counted. */
        LOST,
        /** A message that arrives is not counted as dropped. */
        COUNTED_TWICE,
        /** Closing ends before its time is over. */
        CLOSE_HANGS,
        /** Threads of the engine end when they are told to, and only then. */
        THREAD_DIED,
        /** No thread is left behind. */
        THREAD_LEFT,
        /** No descriptor is left behind. */
        DESCRIPTOR_LEFT,
        /** No exception ends a thread. */
        UNCAUGHT
    }
}
