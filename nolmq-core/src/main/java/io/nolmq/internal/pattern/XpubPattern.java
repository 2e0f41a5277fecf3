package io.nolmq.internal.pattern;

import io.nolmq.internal.pattern.FanOut.Change;
import io.nolmq.message.ErrorCode;
import io.nolmq.message.Message;
import io.nolmq.message.PatternOptions;
import io.nolmq.message.PatternOptions.Switch;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.ZmqException;
import io.nolmq.spi.PatternSocket;
import io.nolmq.spi.Pipe;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * XPUB (RFC 29): publishes as PUB does, and receives: subscriptions and cancellations, and what an XSUB sends besides. One
 * side for both directions, because what is received is made of what decides where messages go.
 */
public final class XpubPattern extends FairQueuedPattern {
    private final PatternSocket socket;
    private final Publisher publisher;
    private final SubscriptionNotes notes;
    private boolean tellsEverySubscription;
    private boolean tellsEveryCancellation;
    private boolean manual;
    private boolean lastValue;
    private boolean onlyFirst;
    private @Nullable Message welcome;

    /** With manual: what peers have asked for, whatever the application made of it. */
    private final SubscriptionTrie<Pipe> requested = new SubscriptionTrie<>();

    /** With manual: the peer of the notification received last. */
    private @Nullable Pipe last;
    /** Whether the application has applied a subscription of that peer, and the next message is for it alone. */
    private boolean lastIsOwed;

    public XpubPattern(PatternSocket socket) {
        super(new FairQueue(socket));
        this.socket = socket;
        notes = new SubscriptionNotes();
        publisher = new Publisher(socket, this::onSwept);
        onOptions(socket.options());
    }

    /**
     * Each subscription is treated, and told of, under the options that hold when it comes; so is its end. With manual off
     * again, the message that is owed to the peer of the last notification alone is not.
     */
    @Override
    public void onOptions(SocketOptions now) {
        PatternOptions options = now.pattern();
        ByteBuffer frame = options.welcomeMessage();
        Message nowWelcome = frame.hasRemaining() ? Message.of(frame) : null;
        boolean nowManual = options.has(Switch.MANUAL) || options.has(Switch.MANUAL_LAST_VALUE);
        boolean everyCancellation = options.has(Switch.VERBOSER);
        boolean everySubscription = options.has(Switch.VERBOSE) || everyCancellation;
        notes.set(nowManual || everySubscription, options.notificationsMaximum());
        publisher.onOptions(now);
        welcome = nowWelcome;
        manual = nowManual;
        lastValue = options.has(Switch.MANUAL_LAST_VALUE);
        tellsEveryCancellation = everyCancellation;
        tellsEverySubscription = everySubscription;
        onlyFirst = options.has(Switch.ONLY_FIRST_SUBSCRIBE);
        if (!manual) {
            last = null;
        }
        lastIsOwed &= manual && lastValue;
    }

    // ------------------------------------------------------------------ messages

    @Override
    public SendResult trySend(Message message) {
        Pipe only = last;
        if (!lastIsOwed || only == null) {
            return publisher.trySend(message);
        }
        SendResult result = publisher.trySendTo(only, message);
        if (result == SendResult.SENT) {
            last = null;
            lastIsOwed = false;
        }
        return result;
    }

    @Override
    public boolean isWritable() {
        return publisher.hasRoom();
    }

    @Override
    public boolean isReadable() {
        return !notes.isEmpty() || in.hasNext() || !notes.isEmpty(); // a notification may come on the way to a message
    }

    @Override
    public @Nullable Message tryReceive() {
        SubscriptionNotes.Note note = notes.poll();
        if (note == null) {
            Message message = in.poll();
            if (notes.isEmpty()) {
                return message;
            }
            if (message != null) {
                in.giveBack(message); // the notification came on the way to it, and stands before it
            }
            note = notes.poll();
        }
        if (note == null) {
            return null;
        }
        if (manual) {
            last = note.pipe();
            lastIsOwed = false;
        }
        return note.message();
    }

    // ------------------------------------------------------------------ subscriptions of peers

    @Override
    public boolean hasIntake() {
        return true;
    }

    @Override
    public @Nullable Message intake(Pipe pipe, Message message) {
        return SubscriptionFrames.takeOut(message, onlyFirst, new SubscriptionFrames.Commands() {
            @Override
            public void subscribe(byte[] topic) {
                if (SubscriptionFrames.requireShort(socket, pipe, topic)) {
                    onSubscribe(pipe, topic);
                }
            }

            @Override
            public void cancel(byte[] topic) {
                if (SubscriptionFrames.requireShort(socket, pipe, topic)) {
                    onCancel(pipe, topic);
                }
            }
        });
    }

    @Override
    public void onSubscribe(Pipe pipe, byte[] topic) {
        if (manual) {
            requested.add(topic, pipe);
            tell(pipe, true, topic);
            return;
        }
        Change change = publisher.subscribe(pipe, topic);
        if (change == Change.TOPIC || (tellsEverySubscription && change != Change.TOO_MANY)) {
            tell(pipe, true, topic);
        }
    }

    /** A cancellation of what nobody has is told of, as by libzmq. */
    @Override
    public void onCancel(Pipe pipe, byte[] topic) {
        requested.remove(topic, pipe); // even where manual is off by now
        if (manual) {
            tell(pipe, false, topic);
            return;
        }
        Change change = publisher.cancel(pipe, topic);
        if (change == Change.TOPIC || change == Change.NONE || tellsEveryCancellation) {
            tell(pipe, false, topic);
        }
    }

    private void tell(@Nullable Pipe pipe, boolean subscribe, byte[] topic) {
        notes.add(pipe, subscribe, topic);
        socket.receivable();
    }

    /** A subscription has ended with its peer. With manual, the ends of requests are told instead. */
    private void onSwept(byte[] topic, boolean ended) {
        if (!manual && (ended || tellsEveryCancellation)) {
            tell(null, false, topic);
        }
    }

    // ------------------------------------------------------------------ subscriptions by the application

    /** With manual: subscribes the peer of the notification received last. */
    public void subscribe(byte[] topic) {
        requireManual("subscribe");
        Pipe pipe = last;
        if (pipe != null) {
            publisher.subscribe(pipe, topic);
            lastIsOwed = lastValue;
        }
    }

    /** With manual: ends a subscription of the peer of the notification received last. */
    public void unsubscribe(byte[] topic) {
        requireManual("unsubscribe");
        Pipe pipe = last;
        if (pipe != null) {
            publisher.cancel(pipe, topic);
        }
    }

    private void requireManual(String call) {
        if (!manual) {
            throw new ZmqException(
                    ErrorCode.INVALID_OPTION,
                    call + " is for an XPUB whose subscriptions are applied by the application: socket=" + socket.name()
                            + "; set the option manual");
        }
    }

    /** How many peers have at least one subscription. */
    public int subscribers() {
        return publisher.subscribers();
    }

    /** The number of distinct topics. */
    public long topics() {
        return publisher.topics();
    }

    // ------------------------------------------------------------------ pipes

    @Override
    public void onAttached(Pipe pipe) {
        publisher.onAttached(pipe);
    }

    @Override
    public void onConnected(Pipe pipe) {
        if (welcome != null) {
            pipe.trySend(welcome);
        }
    }

    @Override
    public void onDisconnected(Pipe pipe) {
        forgetLast(pipe);
        publisher.onDisconnected(pipe);
        sweepRequested(pipe);
    }

    @Override
    public void onDetached(Pipe pipe) {
        forgetLast(pipe);
        publisher.onDetached(pipe);
        sweepRequested(pipe);
    }

    private void forgetLast(Pipe pipe) {
        if (last == pipe) {
            last = null;
            lastIsOwed = false;
        }
    }

    private void sweepRequested(Pipe pipe) {
        requested.forget(pipe); // even where manual is off by now
        sweepRequested();
    }

    private void sweepRequested() {
        if (requested.sweep(Publisher.SWEEP_STEPS, this::onRequestSwept)) {
            socket.onSendSideSoon(this::sweepRequested);
        }
    }

    private void onRequestSwept(byte[] topic, boolean ended) {
        if (manual) {
            tell(null, false, topic);
        }
    }

    @Override
    public long discardReceived() {
        notes.clear();
        return in.discard();
    }

    @Override
    public boolean mayHaveMore() {
        return !notes.isEmpty() || in.mayHaveMore();
    }
}
