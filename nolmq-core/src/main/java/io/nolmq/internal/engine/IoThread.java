package io.nolmq.internal.engine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
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
    private final ArrayDeque<Runnable> afterSelect = new ArrayDeque<>();
    private volatile boolean stopping;

    /** Set before the last look into {@link #tasks}: whoever posts and then does not see it is seen by that look. */
    private volatile boolean ended;
    /** Held by whoever does what came too late. */
    private final Side afterEnd = new Side();

    /** Opens a selector, and starts the thread. */
    public IoThread(String name, NanoClock clock) throws IOException {
        selector = Selector.open();
        this.clock = clock;
        timers = new Timers(clock);
        watchList = new WatchList(timers);
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
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
        tasks.post(work);
        if (ended) {
            afterEnd.post(this::runLate);
        } else if (Thread.currentThread() != thread && wakeUpPending.compareAndSet(false, true)) {
            selector.wakeup();
        }
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
    public void afterNextSelect(Runnable work) {
        afterSelect.add(work);
    }

    /** Ends the thread once the work asked for so far is done. From any thread. */
    public void stop() {
        execute(() -> stopping = true);
    }

    /** Waits until the thread has ended. */
    public boolean awaitEnd(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, nanos));
        return !thread.isAlive();
    }

    private void run() {
        while (!stopping || !tasks.isEmpty()) {
            Thread.interrupted(); // with the flag set, select would return at once for ever
            try {
                select();
            } catch (Throwable fault) { // no descriptors, or no memory: the thread goes on
                Faults.report("select failed", fault);
            }
            wakeUpPending.set(false);
            try {
                runAfterSelect();
                dispatch();
                tasks.run();
                timers.runDue();
                CallerWrites.forgetMine();
            } catch (Throwable fault) { // each piece keeps its own errors to itself: this is the net below them
                Faults.report("a turn of an I/O thread failed", fault);
            }
        }
        closeAll();
        ended = true;
        afterEnd.post(this::runLate);
    }

    private void runLate() {
        while (!tasks.isEmpty() || !afterSelect.isEmpty()) {
            runAfterSelect();
            tasks.run();
        }
    }

    /** Whatever was given up when the context's time was over is closed at least. */
    private void closeAll() {
        for (SelectionKey key : selector.keys()) {
            close(key.channel());
        }
        close(selector);
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
        long nanos = timers.nanosUntilNext();
        if (nanos < 0) {
            selector.select();
        } else if (nanos == 0) {
            selector.selectNow();
        } else {
            selector.select(TimeUnit.NANOSECONDS.toMillis(nanos + 999_999));
        }
    }

    private void runAfterSelect() {
        for (int i = afterSelect.size(); i > 0; i--) {
            tasks.post(afterSelect.remove());
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
