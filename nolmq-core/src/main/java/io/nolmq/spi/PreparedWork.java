package io.nolmq.spi;

/**
 * Work for a side of a socket that was prepared beforehand, for code that must not fail between two steps: posting it
 * allocates nothing and throws nothing. Work that throws for want of memory or stack is run again, until it returns
 * normally. So it can begin anew after any of its steps: each step is done before it is noted as done, and does no harm when
 * repeated.
 */
public interface PreparedWork {
    /**
     * Leaves the work for whichever thread holds the side next. From any thread; never waits. It is posted once, and again
     * only after it has run.
     */
    void post();
}
