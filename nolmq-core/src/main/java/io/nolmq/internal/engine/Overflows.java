package io.nolmq.internal.engine;

/**
 * Counts callers that ran out of stack when they were to look after something: into a mailbox, at those who wait. There is no
 * stack to tell anybody; but a field can be written without. The I/O threads look at it once a second and, when it has
 * changed, look after all that their sockets may owe.
 */
public final class Overflows {
    /**
     * Lost updates do no harm: what counts is that it changes. Nor is it volatile: an I/O thread reads it after each select,
     * which is long enough for a write to have arrived.
     */
    public static int count;

    private Overflows() {}
}
