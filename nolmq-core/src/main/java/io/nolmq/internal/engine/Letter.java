package io.nolmq.internal.engine;

import org.jspecify.annotations.Nullable;

/**
 * Work on its way into a {@link Mailbox}. Posting a letter allocates nothing and cannot fail: so code that must not fail
 * between two steps makes its letter before the first one. A letter is posted once, and again only after it has run.
 */
public class Letter {
    private final Runnable work;

    /** The mailbox's. */
    @Nullable
    Letter older;

    /** The side that it was posted to, for the side that looks after it once it is free itself. */
    @Nullable
    Side recipient;

    /** That other side's. */
    @Nullable
    Letter nextToSettle;

    public Letter(Runnable work) {
        this.work = work;
    }

    /** Runs the work, on the owner of a mailbox. */
    public final void run() {
        work.run();
    }

    /**
     * The work has failed. Reports that; an owner's own call must not fail by another's work.
     *
     * @return whether the letter is to be run again
     */
    boolean failed(Throwable fault) {
        Faults.report("work in a mailbox failed", fault);
        return false;
    }
}
