package io.nolmq.internal.engine;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The selector in which one thread of a socket waits, the leader: the kernel wakes it, and no other thread takes part. Made
 * when it is first needed. Belongs to the receive side, but where a method says otherwise.
 */
final class OwnSelector {
    /** A channel in it; the attachment of its key. */
    interface Member {
        /** Registers the channel. */
        void join(Selector selector);

        /** The channel can be read. */
        void onSelected();
    }

    private final Lookout lookout = new Lookout();

    private @Nullable Selector selector;
    private boolean leaderWaits;
    /** Volatile for the leader's look: a wake-up that a look has swallowed is told here. */
    private volatile boolean leaderWoken;
    /** Whether the leader went without taking the side again. */
    private volatile boolean leaderLost;
    /** Whether there is to be none: the socket is closed, or there are no descriptors. */
    private boolean refused;

    boolean isOpen() {
        return selector != null;
    }

    // ------------------------------------------------------------------ channels come and go

    /** Whether a thread can wait in it; makes it where that has to be, with all channels in it or not at all. */
    boolean isUsable(Iterable<? extends Member> members) {
        if (refused) {
            return false;
        }
        if (selector == null) {
            try {
                selector = open(members);
            } catch (IOException noDescriptor) {
                refused = true; // threads park, and the I/O thread reads
            }
        }
        return selector != null;
    }

    private static Selector open(Iterable<? extends Member> members) throws IOException {
        Selector opened = Selector.open();
        boolean complete = false;
        try {
            for (Member member : members) {
                member.join(opened);
            }
            complete = true;
            return opened;
        } finally {
            if (!complete) {
                opened.close();
            }
        }
    }

    /** Takes a channel in that has come, where there is a selector. */
    void add(Member member) {
        Selector own = selector;
        if (own != null) {
            member.join(own);
            nudge();
        }
    }

    /** Has the leader, if there is one, take note of keys that have changed. */
    void nudge() {
        Selector own = selector;
        if (leaderWaits && own != null) {
            own.wakeup();
        }
    }

    /** Has a closed channel's descriptor released: each selector that knew it must run a select for that. */
    void releaseClosed() {
        Selector own = selector;
        if (own != null && leaderWaits) {
            own.wakeup();
        } else if (own != null) {
            selectNow(own);
        }
    }

    /** Closes it, now or when its leader leaves; for good. */
    void close() {
        refused = true;
        Selector own = selector;
        if (own != null && !leaderWaits) {
            selector = null;
            try {
                own.close();
            } catch (IOException fault) {
                Faults.report("closing a selector failed", fault);
            }
        }
    }

    // ------------------------------------------------------------------ looking

    /**
     * Reports the channels that can be read now; nothing where a leader waits, whom the kernel wakes.
     *
     * @return whether one was reported
     */
    boolean select() {
        Selector own = selector;
        if (own == null || leaderWaits) {
            return false;
        }
        selectNow(own);
        return report(own);
    }

    private static boolean report(Selector own) {
        boolean any = false;
        for (SelectionKey key : own.selectedKeys()) {
            if (key.isValid()) {
                ((Member) key.attachment()).onSelected();
                any = true;
            }
        }
        own.selectedKeys().clear();
        return any;
    }

    private static void selectNow(Selector selector) {
        try {
            selector.selectNow();
        } catch (IOException | Error fault) {
            Faults.report("select failed", fault);
        }
    }

    // ------------------------------------------------------------------ the leader

    /** Whether a thread waits in it. */
    boolean isLed() {
        return leaderWaits;
    }

    /** This thread will wait in it, and waits for nothing else. */
    Selector lead() {
        Selector own = selector;
        if (own == null) {
            throw new AssertionError("nothing to wait in");
        }
        leaderWaits = true;
        return own;
    }

    /**
     * Waits, as the leader, without the side.
     *
     * @param receives how many messages were received so far
     */
    void await(Selector own, long receives, boolean timed, long deadlineNanos) {
        try {
            if (!timed) {
                lookout.await(own, receives, () -> leaderWoken);
            } else {
                long left = deadlineNanos - System.nanoTime();
                if (left > 0) {
                    own.select(TimeUnit.NANOSECONDS.toMillis(left + 999_999));
                }
            }
        } catch (IOException fault) {
            Faults.report("select failed", fault);
        }
    }

    /** The leader is back under the side: reports the channels that can be read. */
    void endLead(Selector own) {
        leaderWaits = false;
        leaderWoken = false;
        if (refused) {
            close();
        } else {
            report(own);
        }
    }

    void wakeLeader() {
        Selector own = selector;
        if (leaderWaits && !leaderWoken && own != null) {
            leaderWoken = true;
            own.wakeup();
        }
    }

    /** The leader cannot take the side again, for want of stack. From its own thread, without the side. */
    void loseLeader() {
        leaderLost = true;
    }

    /** Notes that a leader has been lost. */
    void replaceLost() {
        if (leaderLost) {
            leaderLost = false;
            leaderWaits = false;
        }
    }
}
