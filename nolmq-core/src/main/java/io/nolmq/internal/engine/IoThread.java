package io.nolmq.internal.engine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Does what no caller is there to do: accepts, connects, shakes hands, keeps timers, reads ahead and writes on. Never
 * waits for a side. Only this thread changes the interest set of a key of its selector, so a change always takes effect
 * at the next select.
 *
 * <p>Work that comes when it has ended, such as the closing of a listener whose name took longer to resolve than the context
 * took to close, is done by whoever brings it, one at a time. There is no selector and no time then: channels are closed,
 * and timers never come due.
 */
public final class IoThread {
    /** Takes what happens to one channel. */
    @FunctionalInterface
    public interface Handler {
        /** The channel is ready for something that the key's interest names. On the I/O thread; may not wait. */
        void onReady(SelectionKey key);
    }

    /** How long it sleeps at most: then it looks for what callers owe that ran out of stack ({@link Overflows}). */
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    static {
        Faults.load();
    }

    private final Selector selector;
    private final Thread thread;
    private final NanoClock clock;
    private final Timers timers;
    private final WatchList watchList;
    private final Mailbox tasks = new Mailbox();
    private final AtomicBoolean wakeUpPending = new AtomicBoolean();
    private final Mailbox afterSelect = new Mailbox();
    private final Set<SocketLife> served = new LinkedHashSet<>();
    private int overflowsSeen;
    private final Letter stop = new Letter(() -> stopping = true);
    private final AtomicBoolean stopAsked = new AtomicBoolean();
    private volatile boolean stopping;

    /** Set before the last look into {@link #tasks}: whoever posts and then does not see it is seen by that look. */
    private volatile boolean ended;
    /** Held by whoever does what came too late. */
    private final Side afterEnd = new Side();

    /** Opens a selector, and starts the thread. */
    public IoThread(String name, NanoClock clock) throws IOException {
        this.clock = clock;
        timers = new Timers(clock);
        watchList = new WatchList(timers, this::execute);
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        selector = Selector.open();
        boolean started = false;
        try {
            thread.start();
            started = true;
        } finally {
            if (!started) {
                selector.close();
            }
        }
    }

    /** The time that its timers go by, in nanoseconds. Compare by difference only. From any thread. */
    public long nanos() {
        return clock.nanos();
    }

    /** The sockets from which this thread keeps off. On this thread only. */
    WatchList watchList() {
        return watchList;
    }

    /** The timers. On this thread only. */
    public Timers timers() {
        return timers;
    }

    /** Has work done on this thread, soon and in the order of asking. From any thread; never waits. */
    public void execute(Runnable work) {
        execute(new Letter(work));
    }

    /** The same with a letter that is in no mailbox: allocates nothing, and throws nothing once it is posted. */
    public void execute(Letter letter) {
        tasks.post(letter);
        try {
            if (ended) {
                runLate();
            } else if (Thread.currentThread() != thread && wakeUpPending.compareAndSet(false, true)) {
                wakeUp();
            }
        } catch (Throwable deep) { // it looks by itself before long
            Overflows.count++;
        }
    }

    private void wakeUp() {
        boolean woken = false;
        try {
            selector.wakeup();
            woken = true;
        } finally {
            if (!woken) {
                wakeUpPending.set(false);
            }
        }
    }

    /** From now on this thread looks after a socket whose callers ran out of stack. From any thread. */
    void serve(SocketLife socket) {
        execute(() -> served.add(socket));
    }

    /** The socket has come to its end. From any thread. */
    void forget(SocketLife socket) {
        execute(() -> served.remove(socket));
    }

    /** Registers a non-blocking channel. On this thread only. */
    public SelectionKey register(SelectableChannel channel, int interest, Handler handler)
            throws ClosedChannelException {
        return channel.register(selector, interest, handler);
    }

    /**
     * Has work done on this thread behind the next select, which releases the descriptors of channels that were closed.
     * On this thread only.
     */
    public void afterNextSelect(Letter letter) {
        afterSelect.post(letter);
    }

    /** Ends the thread once the work asked for so far is done. From any thread. */
    public void stop() {
        if (stopAsked.compareAndSet(false, true)) {
            boolean asked = false;
            try {
                execute(stop);
                asked = true;
            } finally {
                if (!asked) { // whoever calls again asks again
                    stopAsked.set(false);
                }
            }
        }
    }

    /** Waits until the thread has ended. */
    public boolean awaitEnd(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, nanos));
        return !thread.isAlive();
    }

    private void run() {
        while (!stopping || !tasks.isEmpty()) {
            try {
                Thread.interrupted(); // with the flag set, select would return at once for ever
                selectOrReport();
                wakeUpPending.set(false);
                turn();
            } catch (Throwable fault) { // not even memory to report with: the thread goes on
                Thread.onSpinWait();
            }
        }
        try {
            closeAll();
        } catch (Throwable fault) {
            Faults.report("closing an I/O thread failed", fault);
        }
        ended = true;
        runLate();
    }

    private void selectOrReport() {
        try {
            select();
        } catch (Throwable fault) { // no descriptors, or no memory: the thread goes on
            Faults.report("select failed", fault);
        }
    }

    private void turn() {
        try {
            afterSelect.run();
            dispatch();
            tasks.run();
            timers.runDue();
            lookAfterOverflows();
            CallerWrites.forgetMine();
        } catch (Throwable fault) { // each piece keeps its own errors to itself: this is the net below them
            Faults.report("a turn of an I/O thread failed", fault);
        }
    }

    private void lookAfterOverflows() {
        int now = Overflows.count;
        if (now != overflowsSeen) {
            overflowsSeen = now;
            for (SocketLife socket : served) {
                socket.lookAfter();
            }
        }
    }

    /** Whoever brings work late does it, one at a time: who finds another at it is seen by that one's look afterwards. */
    private void runLate() {
        while ((!tasks.isEmpty() || !afterSelect.isEmpty()) && afterEnd.tryLock()) {
            try {
                while (!tasks.isEmpty()) {
                    tasks.run();
                }
                afterSelect.run();
            } finally {
                afterEnd.unlock();
            }
        }
    }

    /** Whatever was given up when the context's time was over is closed at least. */
    private void closeAll() {
        try {
            for (SelectionKey key : selector.keys()) {
                close(key.channel());
            }
        } finally {
            close(selector);
        }
    }

    private static void close(Closeable resource) {
        try {
            resource.close();
        } catch (IOException fault) {
            Faults.report("closing failed: " + resource, fault);
        }
    }

    private void select() throws IOException {
        if (!tasks.isEmpty() || !afterSelect.isEmpty()) {
            selector.selectNow();
            return;
        }
        long next = timers.nanosUntilNext();
        long nanos = next < 0 ? LOOK_NANOS : Math.min(next, LOOK_NANOS);
        if (nanos == 0) {
            selector.selectNow();
        } else {
            selector.select(TimeUnit.NANOSECONDS.toMillis(nanos + 999_999));
        }
    }

    private void dispatch() {
        if (selector.selectedKeys().isEmpty()) {
            return;
        }
        for (SelectionKey key : selector.selectedKeys()) {
            try {
                if (key.isValid()) {
                    ((Handler) key.attachment()).onReady(key);
                }
            } catch (Throwable fault) { // a handler mends its own connection; this keeps the thread
                Faults.report("a channel's handler failed", fault);
            }
        }
        selector.selectedKeys().clear();
    }
}
