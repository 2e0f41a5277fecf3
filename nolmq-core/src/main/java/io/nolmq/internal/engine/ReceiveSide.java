package io.nolmq.internal.engine;

import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The receive side: who reads, and how its threads wait.
 *
 * <p><b>Who reads</b> is one field. While it says CALLER, callers read in their own time and the I/O thread keeps off:
 * told that a channel is ready it takes it out of its selector ("disarms" it) and watches the socket. While it says
 * BACKGROUND, the I/O thread reads ahead, up to the high-water mark. Now and then it looks at the watched sockets ({@link
 * WatchList}): one whose callers came meanwhile stays; after a few looks without, one whose caller waits in the socket's own
 * selector is armed again and leaves, and one that nobody came back to is the background's again.
 *
 * <p>Invariant: each channel is armed in the I/O thread's selector, or its socket is on the watch list, or it is full and
 * {@link #backgroundFull} says so, or it is paused until the budget lets it read again. The selector is level-triggered, so
 * what came while a channel was disarmed is reported when it is armed again.
 *
 * <p><b>Waiting.</b> At most one platform thread, the leader, waits in the socket's own selector; others park. Who
 * takes a message wakes another, if there may be more; who leaves with nothing wakes another, to lead; who is woken and
 * finds nothing wakes nobody. A virtual thread always parks, and the I/O thread reads for it.
 */
public final class ReceiveSide extends Side {
    /** For how many looks nobody has to come before the I/O thread takes its place again: a busy machine lets threads wait. */
    private static final int QUIET_LOOKS = 4;

    private enum Owner {
        CALLER,
        BACKGROUND
    }

    private final IoThread io;
    private final Consumer<ReadableChannel> onReadable;
    /** The threads that park until there is a message for them. */
    private final WaitQueue waiting = new WaitQueue();
    /** Those who want to know that there is one, and may leave it to others. */
    private final WaitQueue observers = new WaitQueue();

    private final Spinning spinning = new Spinning();
    private final OwnSelector selector = new OwnSelector();

    // ---- under this side
    private final List<Registration> registrations = new ArrayList<>();
    /** Volatile for the I/O thread's guess alone. */
    private volatile Owner owner = Owner.BACKGROUND;

    private boolean backgroundFull;
    private long receives;

    // ---- on the I/O thread
    private final ReadInterest interest = new ReadInterest();
    private boolean watched;
    private long receivesSeen;
    private int quietLooks;

    /**
     * @param io the thread that reads ahead
     * @param onReadable called under this side with each channel that has something to poll
     */
    ReceiveSide(IoThread io, Consumer<ReadableChannel> onReadable) {
        super(io::execute);
        this.io = io;
        this.onReadable = onReadable;
    }

    /** One channel in up to two selectors. */
    public final class Registration implements OwnSelector.Member {
        private final ReadableChannel readable;
        private final SelectionKey ioKey;
        private @Nullable SelectionKey ownKey;
        private final Letter ask = new Letter(this::onAsked);
        private final Letter forget = new Letter(this::forget);
        private int place;
        private volatile boolean asked;
        private boolean paused;

        private Registration(ReadableChannel readable, SelectionKey ioKey, int place) {
            this.readable = readable;
            this.ioKey = ioKey;
            this.place = place;
        }

        /** On the I/O thread, whose selector says that the channel can be read. */
        public void onReadable() {
            if (tryLock()) {
                try {
                    if (owner == Owner.BACKGROUND) {
                        readAhead(this);
                        return;
                    }
                } finally {
                    unlock();
                }
            } else if (owner == Owner.BACKGROUND) {
                askHolder();
                return;
            }
            interest.disarm(ioKey);
            watch();
        }

        /** Nobody reads this channel until {@link #resume}; under this side. */
        public void pause() {
            if (!paused) {
                Duty hold = new Duty(() -> interest.hold(ioKey));
                paused = true;
                setOwnInterest(0);
                io.execute(hold);
            }
        }

        /** The channel is read again, by whoever owns the reading; under this side. */
        public void resume() {
            if (paused) {
                Duty release = new Duty(() -> interest.release(ioKey));
                paused = false;
                setOwnInterest(SelectionKey.OP_READ);
                io.execute(release);
                selector.nudge();
            }
        }

        private void setOwnInterest(int interest) {
            SelectionKey key = ownKey;
            if (key != null) {
                try {
                    key.interestOps(interest);
                } catch (CancelledKeyException closed) {
                    ownKey = null; // its end is on the way
                }
            }
        }

        /** A caller is inside, for a moment: it reads on its way out, or has the I/O thread keep off. */
        private void askHolder() {
            if (!asked) {
                asked = true;
                post(ask);
            }
        }

        /** Where this fails the channel is still armed, and asks again. */
        private void onAsked() {
            asked = false;
            if (owner == Owner.BACKGROUND) {
                ReceiveSide.this.readAhead(this);
            } else {
                io.execute(() -> {
                    interest.disarm(ioKey);
                    watch();
                });
            }
        }

        private void forget() {
            interest.forget(ioKey);
        }

        /** From now on the channel is read by whoever owns the reading; under this side, once. */
        public void begin() {
            Duty arm = new Duty(() -> interest.arm(ioKey));
            selector.add(this);
            if (owner == Owner.BACKGROUND) {
                ReceiveSide.this.readAhead(this); // bytes may have come together with the handshake
            } else {
                onSelected();
                wake();
            }
            io.execute(arm);
        }

        @Override
        public void onSelected() {
            readable.markReadable();
            onReadable.accept(readable);
        }

        @Override
        public void join(Selector into) {
            try {
                ownKey = readable.channel().register(into, paused ? 0 : SelectionKey.OP_READ, this);
            } catch (ClosedChannelException gone) {
                ownKey = null;
                readable.fail(gone); // its end is on the way, if not it is now: this selector would never report it
            }
        }
    }

    // ------------------------------------------------------------------ channels come and go

    /**
     * Takes a channel in, which is read from its {@link Registration#begin} on; under this side.
     *
     * @param ioKey its key in the I/O thread's selector, whose interest this side decides from now on
     */
    public Registration add(ReadableChannel readable, SelectionKey ioKey) {
        Registration registration = new Registration(readable, ioKey, registrations.size());
        registrations.add(registration);
        return registration;
    }

    /** Lets a channel go; under this side. */
    public void remove(Registration registration) {
        int last = registrations.size() - 1;
        Registration moved = registrations.remove(last);
        if (moved != registration) {
            registrations.set(registration.place, moved);
            moved.place = registration.place;
        }
        io.execute(registration.forget);
        SelectionKey key = registration.ownKey;
        if (key != null) {
            try {
                key.cancel();
            } catch (Error fault) {
                registration.ownKey = null; // the channel cancels it when it is closed
            }
        }
    }

    /**
     * Has a closed channel's descriptor released: each selector that knew the channel must run a select for that.
     * Under this side.
     */
    public void releaseClosed() {
        selector.releaseClosed();
    }

    // ------------------------------------------------------------------ reading

    /**
     * Looks for channels that can be read, without waiting; under this side, on a caller's thread.
     *
     * @return whether one was reported
     */
    boolean look() {
        int count = registrations.size();
        if (count == 0) {
            return false;
        }
        if (selector.isLed() && count > 1) {
            return false; // the selector is the leader's, whom the kernel wakes; a second select would wait for it
        }
        if (!selector.isLed() && (!observers.isEmpty() || VirtualThreads.isCurrentVirtual())) {
            leaveToBackground();
            return false;
        }
        if (count == 1) {
            takeOver();
            Registration only = registrations.get(0);
            if (only.readable.pipe().isInTurn()) {
                return false; // it is looked at when its pipe has nothing left
            }
            only.onSelected();
            return true;
        }
        if (!selector.isOpen()) {
            leaveToBackground();
            return false;
        }
        takeOver();
        return selector.select();
    }

    /** How many channels there are. A guess from outside this side. */
    public int channels() {
        return registrations.size();
    }

    /** Counts a message that a caller took. */
    void countReceive() {
        receives++;
    }

    /** How many messages callers took. */
    long receives() {
        return receives;
    }

    /** Whether anybody waits for a message. */
    boolean isWaitedFor() {
        return selector.isLed() || !waiting.isEmpty() || !observers.isEmpty();
    }

    private void takeOver() {
        if (owner != Owner.CALLER) {
            owner = Owner.CALLER;
        }
        if (backgroundFull) {
            io.execute(this::watch);
            backgroundFull = false;
        }
    }

    /** Messages that were read ahead are used up: the I/O thread is to read on. */
    private void leaveToBackground() {
        if (backgroundFull || owner == Owner.CALLER) {
            io.execute(interest::armAll);
            owner = Owner.BACKGROUND;
            backgroundFull = false;
        }
    }

    /** A channel that stood at its high-water mark may be read again; under this side. */
    public void readOn() {
        if (backgroundFull) {
            io.execute(interest::armAll);
            backgroundFull = false;
        }
    }

    private void readAhead(Registration registration) {
        try {
            ReadableChannel.ReadAhead outcome = registration.readable.readAhead();
            // a pipe with nothing, perhaps ended, is not put in turn: only a poll would take it out again
            if (registration.readable.hasQueued()) {
                onReadable.accept(registration.readable);
                wake();
            }
            if (outcome == ReadableChannel.ReadAhead.FULL) {
                backgroundFull = true;
                io.execute(() -> interest.disarm(registration.ioKey));
            }
        } catch (Throwable fault) { // what was read is in no selector any more: nobody would come back to it
            registration.readable.fail(fault);
        }
    }

    // ------------------------------------------------------------------ on the I/O thread

    private void watch() {
        if (!watched) {
            io.watchList().add(this);
            watched = true;
            quietLooks = 0;
            receivesSeen = -1;
        }
    }

    /** A look of the watch list; when this socket leaves the list, its channels are in the selector again. */
    boolean keepWatching() {
        if (!tryLock()) {
            return true;
        }
        try {
            if (receives != receivesSeen) {
                receivesSeen = receives;
                quietLooks = 0;
            } else if (++quietLooks == QUIET_LOOKS) {
                watched = false;
                owner = selector.isLed() ? Owner.CALLER : Owner.BACKGROUND;
            }
        } finally {
            unlock();
        }
        if (!watched && !armAll()) {
            watched = true;
        }
        return watched;
    }

    private boolean armAll() {
        try {
            interest.armAll();
            return true;
        } catch (Throwable fault) { // no memory: at the next look
            Faults.report("watching channels again failed", fault);
            return false;
        }
    }

    // ------------------------------------------------------------------ waiting

    /** Under this side: begins a wait, which its thread then does without the side and ends with it. */
    ReceiveWait beginWait() {
        selector.replaceLost();
        if (mayLead()) {
            takeOver();
            return new ReceiveWait.Leading(selector, receives);
        }
        if (!selector.isLed()) {
            leaveToBackground();
        }
        return new ReceiveWait.Parked(this, waiting, registrations.isEmpty() ? spinning : null);
    }

    /** A thread that may have waited leaves with nothing: if it led, another is to lead. Under this side. */
    void leave() {
        if (!selector.isLed()) {
            waiting.wakeOne();
            if (!observers.isEmpty()) {
                leaveToBackground();
            }
        }
    }

    /** Somebody wants to be told when there may be a message, after a look that found none; under this side. */
    void enter(Waiter observer) {
        observers.enter(observer);
        if (!selector.isLed()) {
            leaveToBackground();
        }
    }

    /** An observer does not want to know any more; harmless when it was woken. Under this side. */
    void leave(Waiter observer) {
        observers.forget(observer);
    }

    /** Wakes whoever waits, to look again; under this side. */
    void wake() {
        observers.wakeAll();
        if (!waiting.isEmpty()) {
            waiting.wakeOne();
        } else {
            selector.wakeLeader();
        }
    }

    /** Wakes all who wait; under this side. */
    void wakeAll() {
        observers.wakeAll();
        waiting.wakeAll();
        selector.wakeLeader();
    }

    /** Closes the selector of the socket, now or when its leader leaves; under this side, after the socket closed. */
    void closeSelector() {
        selector.close();
    }

    /** Whether this thread waits in the selector of the socket, and does not park. */
    private boolean mayLead() {
        return !selector.isLed()
                && !registrations.isEmpty()
                && !VirtualThreads.isCurrentVirtual()
                && selector.isUsable(registrations);
    }

    /** All who wait look again: a caller without stack may have left without waking them. Never waits. */
    void lookAfter() {
        post(this::wakeAll);
    }
}
