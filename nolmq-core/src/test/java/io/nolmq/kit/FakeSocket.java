package io.nolmq.kit;

import io.nolmq.message.Reason;
import io.nolmq.message.SocketOptions;
import io.nolmq.spi.PatternSocket;
import io.nolmq.spi.Pipe;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;

/** A socket as its pattern sees it, which counts what it is told. For one thread; work for later runs when the test says so. */
public final class FakeSocket implements PatternSocket {
    /** As over ZMTP. */
    private static final int SUBSCRIPTION_MAXIMUM_BYTES = 65_526;

    /** The options in force. */
    public SocketOptions options;
    /** The pipes that the next {@link #look} reports. */
    public final List<Pipe> found = new ArrayList<>();
    /** Messages dropped, without those that a pipe counts. */
    public final Map<Reason, Long> drops = new EnumMap<>(Reason.class);
    /** Calls of {@link #receivable}. */
    public int receivables;
    /** Calls of {@link #subscribersChanged}. */
    public int subscriberChanges;
    /** Calls of {@link #matchesChanged}. */
    public int matchChanges;

    private final String name;
    private final Queue<Runnable> fromReceive = new ArrayDeque<>();
    private final Queue<Runnable> soon = new ArrayDeque<>();
    private Consumer<Pipe> onReadable = pipe -> {};

    public FakeSocket(String name, SocketOptions options) {
        this.name = name;
        this.options = options;
    }

    /** Sets to whom {@link #look} reports. */
    public void reportsTo(Consumer<Pipe> readable) {
        onReadable = readable;
    }

    /** Does the work that was left for the send side when the receive side was held. */
    public void leaveReceiveSide() {
        for (Runnable work = fromReceive.poll(); work != null; work = fromReceive.poll()) {
            work.run();
        }
    }

    /** Does what was left for the next turn of the I/O thread; what that leaves waits for the turn after it. */
    public void turn() {
        for (int left = soon.size(); left > 0; left--) {
            soon.remove().run();
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public SocketOptions options() {
        return options;
    }

    @Override
    public int subscriptionMaximumBytes() {
        return SUBSCRIPTION_MAXIMUM_BYTES;
    }

    @Override
    public boolean look() {
        List<Pipe> now = List.copyOf(found);
        found.clear();
        now.forEach(onReadable);
        return !now.isEmpty();
    }

    /** Drops of no message leave no trace. */
    @Override
    public void drop(Reason reason, long messages) {
        if (messages > 0) {
            drops.merge(reason, messages, Long::sum);
        }
    }

    @Override
    public void onSendSideFromReceive(Runnable work) {
        fromReceive.add(work);
    }

    @Override
    public void onSendSideSoon(Runnable work) {
        soon.add(work);
    }

    @Override
    public void receivable() {
        receivables++;
    }

    @Override
    public void subscribersChanged() {
        subscriberChanges++;
    }

    @Override
    public void matchesChanged() {
        matchChanges++;
    }
}
