package io.nolmq.internal.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Work that any thread leaves for the holder of a lock. Posting never waits. A stack of compare-and-set, turned round
 * when it is taken, so that work runs in the order in which it was posted.
 */
final class Mailbox {
    private static final VarHandle NEWEST;

    static {
        try {
            NEWEST = MethodHandles.lookup().findVarHandle(Mailbox.class, "newest", Letter.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    @SuppressWarnings("unused") // written through NEWEST
    private volatile @Nullable Letter newest;

    /** Leaves a letter, which is in no mailbox. Allocates nothing. */
    void post(Letter letter) {
        do {
            letter.older = newest;
        } while (!NEWEST.compareAndSet(this, letter.older, letter));
    }

    /** Whether something waits. A volatile read, so that it may stand after the release of a lock. */
    boolean isEmpty() {
        return newest == null;
    }

    /**
     * Runs all that waits, in the order of posting; what is posted meanwhile stays for the next call, and so does what is to
     * be run again. Throws nothing once it has taken a letter.
     */
    void run() {
        Letter oldest = null;
        for (Letter letter = (Letter) NEWEST.getAndSet(this, null); letter != null; ) {
            Letter older = letter.older;
            letter.older = oldest;
            oldest = letter;
            letter = older;
        }
        for (Letter letter = oldest; letter != null; ) {
            Letter next = letter.older;
            letter.older =
                    null; // beforehand: once it has run it may be posted again; and one that lives on holds no other
            try {
                letter.run();
            } catch (Throwable fault) {
                onFault(letter, fault);
            }
            letter = next;
        }
    }

    private void onFault(Letter letter, Throwable fault) {
        try {
            if (letter.failed(fault)) {
                post(letter);
            }
        } catch (Throwable again) { // no stack to report with: the others are run all the same
            post(letter);
        }
    }
}
