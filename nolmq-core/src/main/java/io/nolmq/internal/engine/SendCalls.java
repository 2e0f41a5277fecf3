package io.nolmq.internal.engine;

import io.nolmq.message.ErrorCode;
import io.nolmq.message.Message;
import io.nolmq.message.SendResult;
import io.nolmq.message.ZmqException;
import io.nolmq.spi.Pattern;
import java.util.HexFormat;
import java.util.List;

/** The calls of the application that send, and how they wait. Thread-safe. */
public final class SendCalls {
    private static final int SHOWN_BYTES = 32;

    private final String name;
    private final SocketLife life;
    private final Side sendSide;
    private final ReceiveSide receiveSide;
    private final Pattern pattern;
    private final WaitQueue senders;
    private final WriteBudget writes;

    /** Under the send side. */
    private final Spinning spinning = new Spinning();

    SendCalls(SocketHost host, SocketLife life) {
        this.name = host.name();
        this.life = life;
        this.sendSide = host.sendSide();
        this.receiveSide = host.receiveSide();
        this.pattern = host.pattern();
        this.senders = host.senders();
        this.writes = host.writes();
    }

    /** Sends what {@link #trySend} did not take; waits for as long as it takes. Where it throws, it was not accepted. */
    public void sendWaiting(Message message) {
        sendSlowly(message, false, 0);
    }

    /** Sends if that is possible without waiting. Where it throws, the message was not accepted. */
    public SendResult trySend(Message message) {
        SendResult result = SendResult.FULL;
        boolean held = false;
        try {
            sendSide.lock();
            held = true;
            try {
                life.requireOpen();
                writes.beginCall();
                result = pattern.trySend(message);
                writes.endCall();
            } finally {
                sendSide.unlock();
                held = false;
            }
        } catch (Throwable fault) {
            if (held) { // no stack to call anything
                sendSide.state = Side.FREE;
            }
            if (fault instanceof Error) {
                Overflows.count++;
            }
            if (result != SendResult.SENT) {
                throw fault;
            }
        }
        return result;
    }

    /** Sends, or gives up when the time is over. Where it throws, the message was not accepted. */
    public SendResult send(Message message, long timeoutNanos) {
        SendResult result = trySend(message);
        return result == SendResult.SENT || timeoutNanos <= 0
                ? result
                : sendSlowly(message, true, System.nanoTime() + timeoutNanos);
    }

    /**
     * Sends several, in order, and waits for room: for as long as it takes, or up to a deadline. Where it throws, none was
     * accepted.
     *
     * @return how many were accepted; fewer than all when the deadline has passed, when the socket was closed or the thread
     *     interrupted meanwhile, or when the next one cannot be sent
     */
    public int sendAll(List<Message> messages, boolean timed, long deadlineNanos) {
        int sent = 0;
        while (sent < messages.size()) {
            try {
                sent += trySendSome(messages, sent);
                if (sent < messages.size()) {
                    SendResult result = sendSlowly(messages.get(sent), timed, deadlineNanos);
                    if (result != SendResult.SENT) {
                        return sent;
                    }
                    sent++;
                }
            } catch (Throwable fault) {
                if (sent == 0) {
                    throw fault;
                }
                return sent;
            }
        }
        return sent;
    }

    /** As many as there is room for, under one hold of the side, which is no longer than a hold may be. */
    private int trySendSome(List<Message> messages, int from) {
        int end = Math.min(messages.size(), from + HoldLimit.MESSAGES_MAXIMUM);
        int sent = 0;
        boolean held = false;
        try {
            sendSide.lock();
            held = true;
            try {
                life.requireOpen();
                long until = System.nanoTime() + HoldLimit.HOLD_NANOS;
                writes.beginBatch();
                boolean last = false;
                while (!last && from + sent < end) {
                    last = from + sent + 1 == end || HoldLimit.isOver(sent, until);
                    if (last) {
                        writes.beginLast();
                    }
                    if (pattern.trySend(messages.get(from + sent)) != SendResult.SENT) {
                        break;
                    }
                    sent++;
                }
                writes.endCall();
            } finally {
                sendSide.unlock();
                held = false;
            }
        } catch (Throwable fault) {
            if (held) { // no stack to call anything
                sendSide.state = Side.FREE;
            }
            if (fault instanceof Error) {
                Overflows.count++;
            }
            if (sent == 0) {
                throw fault;
            }
        }
        return sent;
    }

    private SendResult sendSlowly(Message message, boolean timed, long deadlineNanos) {
        while (true) {
            SendResult result = SendResult.FULL;
            ThreadWaiter waiter = null;
            boolean held = false;
            try {
                sendSide.lock();
                held = true;
                try {
                    life.requireOpen();
                    writes.beginCall();
                    result = pattern.trySend(message);
                    writes.endCall();
                    if (waitsToSend(message, result, timed, deadlineNanos)) {
                        waiter = senders.enter();
                    }
                } finally {
                    sendSide.unlock();
                    held = false;
                }
            } catch (Throwable fault) {
                if (held) { // no stack to call anything
                    sendSide.state = Side.FREE;
                }
                if (fault instanceof Error) {
                    Overflows.count++;
                }
                if (waiter != null) {
                    waiter.abandon();
                }
                if (result != SendResult.SENT) {
                    throw fault;
                }
            }
            if (waiter == null) {
                return result;
            }
            CallerWrites.flushMine();
            awaitRoom(waiter, timed, deadlineNanos);
        }
    }

    /** Whether a message that was not accepted is to be tried again. */
    private boolean waitsToSend(Message message, SendResult result, boolean timed, long deadlineNanos) {
        if (result == SendResult.UNROUTABLE && !timed) {
            throw unroutable(message);
        }
        if (result == SendResult.SENT
                || result == SendResult.UNROUTABLE
                || (timed && deadlineNanos - System.nanoTime() <= 0)) {
            return false;
        }
        SocketCore.requireUninterrupted(name, "send");
        return true;
    }

    private void awaitRoom(ThreadWaiter waiter, boolean timed, long deadlineNanos) {
        try {
            if (receiveSide.channels() > 0) {
                waiter.park(this, deadlineNanos, timed);
            } else {
                spinning.await(waiter, this, deadlineNanos, timed);
            }
        } finally {
            senders.leaveUnlessWoken(waiter, sendSide);
        }
    }

    // ------------------------------------------------------------------ readiness

    /** Whether a message can be sent now. */
    public boolean isWritable() {
        return sendSide.holding(() -> {
            life.requireOpen();
            return pattern.isWritable();
        });
    }

    /**
     * Has an observer woken, once, when there may be room, when peers or subscriptions come and go, when the socket is closed or
     * its context shut down.
     *
     * @return whether there is room now: then the observer is not woken
     */
    public boolean observeWritable(Waiter observer) {
        return sendSide.holding(() -> {
            life.requireOpen();
            if (pattern.isWritable()) {
                return true;
            }
            senders.enter(observer);
            return false;
        });
    }

    /** The observer does not want to know any more. Harmless when it was woken. */
    public void ignoreWritable(Waiter observer) {
        sendSide.holding(() -> {
            senders.forget(observer);
            return null;
        });
    }

    private ZmqException unroutable(Message message) {
        return new ZmqException(
                ErrorCode.UNROUTABLE,
                "no peer of that routing id: socket=" + name + ", routingId="
                        + HexFormat.of().formatHex(message.bytes(), 0, Math.min(SHOWN_BYTES, message.bytes().length)));
    }
}
