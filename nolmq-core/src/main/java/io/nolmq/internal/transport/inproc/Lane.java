package io.nolmq.internal.transport.inproc;

import io.nolmq.internal.queue.Bell;
import io.nolmq.internal.queue.SpscQueue;
import io.nolmq.message.Message;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One direction between two ends: filled under the send side of one socket, emptied under the receive side of the other. It
 * holds as many messages as both high-water marks together, or the newest alone where either socket conflates.
 *
 * <p>Both tell each other through bells, and as seldom as they can: a receiver that has found nothing looks a moment longer
 * before it says so, as long as that pays; a sender that has found no room is told when half of it is free.
 */
final class Lane {
    /** How often the receiver looks whether the sender waits for room, in messages. */
    private static final int LOOK_EVERY = 64;

    private static final int MOST_TURNS = 512;
    private static final int LEAST_TURNS = 32;
    private static final boolean WORTH_WAITING = Runtime.getRuntime().availableProcessors() > 1;

    private final boolean conflates;
    private final SpscQueue<Message> queue;
    private final AtomicReference<@Nullable Message> newest = new AtomicReference<>();
    private final Bell arrival = new Bell(false);
    private final Bell room = new Bell(true);
    private final AtomicLong discarded = new AtomicLong();

    // ---- the sender's: the two marks that make the capacity of the queue
    private int sendMark;
    private int receiveMark;

    // ---- the receiver's
    private long lowMark;
    private long lookMask;

    /** How long it looks for more. Written only when that changes. */
    private int patience = MOST_TURNS;

    Lane(int sendMark, int receiveMark, boolean conflates) {
        this.sendMark = sendMark;
        this.receiveMark = receiveMark;
        this.queue = new SpscQueue<>(sum());
        this.conflates = conflates;
        onCapacity(queue.capacity());
    }

    private long sum() {
        return sendMark == 0 || receiveMark == 0 ? 0 : (long) sendMark + receiveMark;
    }

    // ------------------------------------------------------------------ the sender

    /** False when it has that mark already. The receiver is to be told of the capacity. */
    boolean setSendMark(int mark) {
        if (mark == sendMark) {
            return false;
        }
        sendMark = mark;
        queue.setCapacity(sum());
        return true;
    }

    /** Takes the mark of the receiver, who is to be told of the capacity. */
    void setReceiveMark(int mark) {
        receiveMark = mark;
        queue.setCapacity(sum());
    }

    /** How many messages it holds at most. */
    long capacity() {
        return queue.capacity();
    }

    /** Takes a message in place of the one that waits; true when there was one, which is lost. */
    boolean replace(Message message) {
        return newest.getAndSet(message) != null;
    }

    boolean conflates() {
        return conflates;
    }

    /** Takes a message if there is room; else the sender will be told of room. */
    boolean put(Message message) {
        return queue.offer(message) || (hasRoom() && queue.offer(message));
    }

    /** Takes a message that was accepted before there was a lane, under marks that may have been others. */
    void putAboveMark(Message message) {
        queue.add(message);
    }

    /** Whether there is room; if not, the sender will be told of some. */
    boolean hasRoom() {
        if (!queue.isFull()) {
            return true;
        }
        room.reset();
        return !queue.isFull();
    }

    /** Whether the receiver is to be told that something has come. */
    boolean ringsArrival() {
        return arrival.ring();
    }

    // ------------------------------------------------------------------ the receiver

    /** The lane holds so many messages at most: half of that is when the sender is told of room. */
    void onCapacity(long capacity) {
        lowMark = capacity / 2;
        lookMask = Long.highestOneBit(Math.min(LOOK_EVERY, lowMark)) - 1;
    }

    /** The next message; when there is none, the receiver will be told. */
    @Nullable
    Message take() {
        Message message = next();
        if (message == null) {
            arrival.reset();
            message = next();
        }
        return message;
    }

    /** The same for a receiver that has nothing else to look at. */
    @Nullable
    Message takePatiently() {
        Message message = next();
        if (message == null && WORTH_WAITING && !conflates) {
            message = await();
        }
        return message == null ? take() : message;
    }

    private @Nullable Message await() {
        Message message = null;
        int turns = patience;
        for (int i = 0; i < turns && message == null; i++) {
            Thread.onSpinWait();
            message = queue.poll();
        }
        int learnt = message == null ? Math.max(LEAST_TURNS, turns - (turns >> 2)) : Math.min(MOST_TURNS, 2 * turns);
        if (learnt != turns) {
            patience = learnt;
        }
        return message;
    }

    private @Nullable Message next() {
        return conflates ? newest.getAndSet(null) : queue.poll();
    }

    /** Forgets what waits; tells how many messages that were. */
    long discard() {
        long number = 0;
        while (take() != null) {
            number++;
        }
        discarded.addAndGet(number);
        return number;
    }

    /** After a look for a message: whether the sender is to be told that there is room. */
    boolean ringsRoom(boolean found) {
        return (!found || (queue.taken() & lookMask) == 0) && queue.size() <= lowMark && room.ring();
    }

    /** The bytes that wait. */
    long bytesLeft() {
        long[] bytes = new long[1];
        Message one = newest.get();
        if (one != null) {
            bytes[0] = one.sizeBytes();
        }
        queue.forEach(message -> bytes[0] += message.sizeBytes());
        return bytes[0];
    }

    /** How many messages were put and neither received nor replaced, at about this moment. From any thread. */
    long notReceived() {
        return size() + discarded.get();
    }

    /** How many messages wait, at about this moment. From any thread. */
    int size() {
        return conflates ? (newest.get() == null ? 0 : 1) : queue.size();
    }
}
