package io.nolmq.fault;

import io.nolmq.Context;
import io.nolmq.Receiver;
import io.nolmq.Sender;
import io.nolmq.Socket;
import io.nolmq.fault.Plan.Pattern;
import io.nolmq.fault.Violation.Rule;
import io.nolmq.message.Message;
import io.nolmq.message.SendResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Two sockets of one run, and the messages that they send each other. What is lost with a connection may be sent again;
 * everything else must arrive by itself.
 */
final class Conversation {
    private static final int KIB = 1024;
    private static final int SMALL = Path.SMALLEST_BYTES;
    private static final int LARGE = 70 * KIB;
    private static final int VERY_LARGE = 300 * KIB;
    private static final int MESSAGES_TO_THE_MARK = 12;
    private static final long QUIET_NANOS = 50_000_000;
    private static final byte[] NAME = Ends.NAME.getBytes(StandardCharsets.UTF_8);
    private static final Duration PATIENCE = Duration.ofNanos(Run.PATIENCE_NANOS);

    private enum Way {
        TRY,
        TIMED,
        UNTIMED
    }

    private final Run run;
    private final Plan plan;
    private final Ends ends;
    private final Path forward;
    private final Path backward;
    private long lostBefore;
    private long disconnectsBefore;
    /** How many drops were counted when the last message had come. */
    private long dropsSeen;

    Conversation(Run run, Plan plan, Context context) {
        this.run = run;
        this.plan = plan;
        this.ends = new Ends(run, plan, context);
        this.forward = new Path(run, 1);
        this.backward = new Path(run, 2);
    }

    // ------------------------------------------------------------------ the phases

    void open() {
        openLeft();
        openRight();
    }

    void setUp() {
        ends.join();
        ends.visit();
        changeMarks(ends.left());
        changeMarks(ends.right());
        probe();
    }

    /** A change for which there is no memory is none: the marks are what they were in the end. */
    private void changeMarks(Socket socket) {
        var marks = run.call("options", socket::options).queue();
        run.call(
                "reconfigure",
                () -> socket.reconfigure(o -> o.sendHighWaterMark(1).receiveHighWaterMark(1)));
        run.call(
                "reconfigure",
                () -> socket.reconfigure(o -> o.sendHighWaterMark(marks.sendHighWaterMark())
                        .receiveHighWaterMark(marks.receiveHighWaterMark())));
    }

    void traffic() {
        if (is(Pattern.REQ_REP)) {
            ask(KIB);
            ask(LARGE);
            ask(VERY_LARGE);
            ask(SMALL, KIB, SMALL);
        } else {
            traffic(forward);
            if (plan.goesBothWays()) {
                traffic(backward);
            }
            if (!plan.leftBinds() && !is(Pattern.PAIR_PAIR)) {
                secondSender();
            } else if (plan.leftBinds() && plan.publishes()) {
                secondSubscriber();
            }
        }
        run.call("statistics", ends.left()::statistics);
        run.call("peers", ends.right()::peers);
        probe();
    }

    void reconnect() {
        leaveSome();
        ends.closeBinder();
        if (plan.leftBinds()) {
            openLeft();
        } else {
            openRight();
        }
        ends.bindAgain();
        probe();
        leaveSome();
        ends.closeConnector();
        if (plan.leftBinds()) {
            openRight();
        } else {
            openLeft();
        }
        ends.connectAgain();
        probe();
        ends.disconnect();
        ends.connectAgain();
        probe();
    }

    /** What is sent before closing arrives. */
    void farewell() {
        ends.unbind();
        if (!is(Pattern.REQ_REP)) {
            leaveSome();
            run.act("close", ends.left()::close);
            awaitOnly(receiveThrough(forward, forward.made(), Way.UNTIMED));
        }
    }

    void close() {
        ends.close();
    }

    /** How many messages did not arrive. */
    long missing() {
        return forward.missing() + backward.missing();
    }

    @Override
    public String toString() {
        return forward + ", " + backward;
    }

    private boolean is(Pattern pattern) {
        return plan.pattern() == pattern;
    }

    private void openLeft() {
        ends.openLeft(Ends.NAME);
        forward.changeSender();
    }

    private void openRight() {
        ends.openRight();
        backward.changeSender();
        if (is(Pattern.REQ_REP)) {
            Socket rep = ends.right();
            run.start("test-server", () -> serve(rep));
        }
    }

    // ------------------------------------------------------------------ traffic

    /** One small message each way. */
    private void probe() {
        if (is(Pattern.REQ_REP)) {
            ask(SMALL);
        } else {
            deliver(forward, Way.UNTIMED, SMALL);
            if (plan.goesBothWays()) {
                deliver(backward, Way.UNTIMED, SMALL);
            }
        }
    }

    private void traffic(Path path) {
        if (plan.leftBinds()) {
            toTheMark(path); // the I/O thread reads ahead, since nobody has received lately
        }
        long disconnects = run.disconnects();
        send(path, SMALL);
        send(path, KIB);
        send(path, SMALL, KIB, SMALL);
        await(path, receiveThrough(path, path.made(), Way.TRY), disconnects);
        deliver(path, Way.TIMED, KIB);
        deliver(path, Way.UNTIMED, LARGE);
        deliver(path, Way.UNTIMED, VERY_LARGE);
        if (!plan.leftBinds()) {
            toTheMark(path);
        }
    }

    /** Another sender comes, and goes: the receiver has two peers meanwhile. */
    private void secondSender() {
        Socket first = ends.left();
        forward.changeSender();
        ends.openLeft("second");
        Socket second = ends.left();
        ends.connect();
        ends.awaitConnected();
        deliver(forward, Way.UNTIMED, SMALL);
        deliver(forward, Way.TIMED, KIB);
        deliver(forward, Way.UNTIMED, LARGE);
        ends.useLeft(first);
        forward.changeSender();
        deliver(forward, Way.UNTIMED, KIB);
        run.act("close", second::close);
        deliver(forward, Way.TIMED, SMALL);
    }

    /** Another subscriber comes, and goes: messages are shared meanwhile. */
    private void secondSubscriber() {
        Socket second = ends.secondSubscriber();
        Path same = new Path(run, 1);
        int last = forward.made() + 3;
        long disconnects = run.disconnects();
        Thread receiver = run.start("test-receiver", () -> {
            while (same.newest() < last) {
                same.enter(receive((Receiver) second, Way.UNTIMED), 0);
            }
        });
        deliver(forward, Way.UNTIMED, SMALL);
        deliver(forward, Way.UNTIMED, LARGE);
        deliver(forward, Way.UNTIMED, KIB);
        await(forward, receiver, disconnects);
        run.act("close", second::close);
    }

    /** A sender blocks while nobody receives. */
    private void toTheMark(Path path) {
        long disconnects = run.disconnects();
        int last = path.made() + MESSAGES_TO_THE_MARK;
        Thread sender = run.start("test-sender", () -> {
            for (int i = 0; i < MESSAGES_TO_THE_MARK; i++) {
                send(path, i % 2 == 0 ? LARGE : KIB);
            }
        });
        for (int i = 0; i < 100 && sender.isAlive() && !isParked(sender); i++) {
            LockSupport.parkNanos(50_000);
        }
        await(path, receiveThrough(path, last, Way.UNTIMED), disconnects);
        join(sender);
    }

    private static boolean isParked(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }

    /** Messages that nobody receives before a socket is closed. */
    private void leaveSome() {
        if (!is(Pattern.REQ_REP)) {
            send(forward, SMALL);
            send(forward, LARGE);
            send(forward, SMALL);
        }
    }

    // ------------------------------------------------------------------ messages

    private void deliver(Path path, Way way, int... frameBytes) {
        Thread receiver = receiveThrough(path, path.made() + 1, way);
        for (int i = 0; i < 20 && !isParked(receiver); i++) {
            LockSupport.parkNanos(10_000);
        }
        long disconnects = run.disconnects();
        send(path, frameBytes);
        await(path, receiver, disconnects);
    }

    private void send(Path path, int... frameBytes) {
        Message made = path.next(frameBytes);
        int number = path.made();
        boolean toName = path == backward && is(Pattern.DEALER_ROUTER);
        Message message = toName ? run.call("prepend", () -> made.prepend(NAME)) : made;
        send((Sender) (path == forward ? ends.left() : ends.right()), message, Way.values()[number % 3]);
    }

    private void send(Sender sender, Message message, Way way) {
        long begin = System.nanoTime();
        while (true) {
            SendResult result = run.call("send", () -> switch (way) {
                case TRY -> sender.trySend(message);
                case TIMED -> sender.send(message, PATIENCE);
                case UNTIMED -> {
                    if (is(Pattern.DEALER_ROUTER)) {
                        yield sender.send(message, PATIENCE.plus(PATIENCE));
                    }
                    sender.send(message);
                    yield SendResult.SENT;
                }
            });
            if (result.isSent()) {
                return;
            }
            if (System.nanoTime() - begin > Run.PATIENCE_NANOS) {
                run.violated(Rule.STALLED, "send says " + result + run.counts() + run.stacks());
                throw new Run.Abandoned();
            }
            LockSupport.parkNanos(50_000);
        }
    }

    private Thread receiveThrough(Path path, int last, Way way) {
        Receiver receiver = (Receiver) (path == forward ? ends.right() : ends.left());
        int from = path == forward && is(Pattern.DEALER_ROUTER) ? 1 : 0;
        return run.start("test-receiver", () -> {
            while (path.newest() < last) {
                Message message = receive(receiver, way);
                if (message != null) {
                    path.enter(message, from);
                } else if (way == Way.TRY) {
                    LockSupport.parkNanos(20_000);
                }
            }
        });
    }

    private Message receive(Receiver receiver, Way way) {
        return run.call("receive", () -> switch (way) {
            case TRY -> receiver.tryReceive();
            case TIMED -> receiver.receive(PATIENCE.plus(PATIENCE));
            case UNTIMED -> receiver.receive();
        });
    }

    /** A request, and its reply. */
    private void ask(int... frameBytes) {
        long disconnects = run.disconnects();
        send(forward, frameBytes);
        Receiver req = (Receiver) ends.left();
        Way way = forward.made() % 2 == 0 ? Way.TIMED : Way.UNTIMED;
        Thread asker = run.start("test-asker", () -> {
            Message reply = receive(req, way);
            while (reply == null) {
                reply = receive(req, way);
            }
            backward.enter(reply, 0);
        });
        await(asker, () -> send(forward, SMALL), disconnects, "a reply");
    }

    private void serve(Socket rep) {
        while (true) {
            Message request = receive((Receiver) rep, Way.UNTIMED);
            forward.enter(request, 0);
            List<byte[]> frames = run.call("Message.frames", request::frames);
            int[] sizes = frames.stream().mapToInt(frame -> frame.length).toArray();
            send((Sender) rep, backward.next(sizes), Way.values()[backward.made() % 3]);
        }
    }

    // ------------------------------------------------------------------ waiting

    private void await(Path path, Thread receiver, long disconnects) {
        String what = "message " + path.made() + " of " + path;
        await(receiver, () -> send(path, SMALL), disconnects, what);
    }

    /**
     * Waits until a thread has received what it waits for. Where a connection ended meanwhile it may have been lost, and another one is sent;
     * otherwise it must arrive by itself.
     */
    private void await(Thread receiver, Runnable another, long disconnectsThen, String what) {
        long begin = System.nanoTime();
        long since = begin;
        long disconnects = disconnectsThen;
        boolean stalled = false;
        while (!run.hasEnded(receiver)) {
            long now = System.nanoTime();
            if (now - begin > 3 * Run.PATIENCE_NANOS) {
                run.violated(Rule.DEAD, "nothing comes: " + what + run.counts() + run.stacks());
                throw new Run.Abandoned();
            } else if (run.disconnects() != disconnects && now - since > QUIET_NANOS) {
                disconnects = run.disconnects();
                since = now;
                another.run();
            } else if (!stalled && now - since > Run.PATIENCE_NANOS) {
                if (!plan.publishes() || run.drops() == dropsSeen) { // else one was dropped, and counted
                    run.violated(Rule.STALLED, "does not come: " + what + run.counts() + run.stacks());
                }
                stalled = true;
                another.run();
            }
        }
        checkLost();
        if (plan.publishes()) {
            dropsSeen = run.drops();
        }
    }

    /** What was lost since the last look was counted as dropped, or lost with a connection that has ended meanwhile. */
    private void checkLost() {
        long now = forward.passedOver() + backward.passedOver();
        long ended = run.disconnects();
        if (now > lostBefore && ended == disconnectsBefore) {
            for (int i = 0; i < 1000 && run.disconnects() == disconnectsBefore; i++) {
                LockSupport.parkNanos(100_000); // the event may be on its way
            }
            ended = run.disconnects();
            if (ended == disconnectsBefore && now > run.drops()) {
                run.violated(Rule.LOST, this + run.counts());
            }
        }
        lostBefore = Math.max(now, lostBefore);
        disconnectsBefore = ended;
    }

    /** Waits for what cannot be pushed any more; what was lost is found by the counts. */
    private void awaitOnly(Thread receiver) {
        long begin = System.nanoTime();
        while (!run.hasEnded(receiver)) {
            long patience = run.disconnects() > 0 && run.inFlight() > 0 ? QUIET_NANOS : Run.PATIENCE_NANOS;
            if (System.nanoTime() - begin > patience) {
                return;
            }
        }
    }

    private void join(Thread thread) {
        long begin = System.nanoTime();
        while (!run.hasEnded(thread)) {
            if (System.nanoTime() - begin > Run.PATIENCE_NANOS) {
                run.violated(Rule.CALL_HANGS, "a sender" + run.stacks());
                throw new Run.Abandoned();
            }
        }
    }
}
