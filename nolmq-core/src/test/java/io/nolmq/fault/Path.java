package io.nolmq.fault;

import io.nolmq.fault.Violation.Rule;
import io.nolmq.message.Message;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/**
 * A stream of numbered messages from one socket to another, of which each frame tells whose it is and whether it is whole.
 * Safe for any number of threads.
 *
 * <pre>
 *   0   1   path, and sending socket
 *   1   1   index of the frame, and number of frames
 *   2   4   number of the message, from 1
 *   6   4   CRC-32C of what stands before and behind
 *  10   n   noise, from a place that depends on the number
 * </pre>
 */
final class Path {
    static final int SMALLEST_BYTES = 10;
    private static final int SUM_AT = 6;
    private static final byte[] NOISE = new byte[1 << 20];

    static {
        new SplittableRandom(1).nextBytes(NOISE);
    }

    private final Run run;
    private final int id;
    /** Of each sending socket, the highest number that arrived. */
    private final int[] newestOf = new int[16];

    private final BitSet received = new BitSet();
    private int made;
    private int sender;
    private volatile int newest;

    Path(Run run, int id) {
        this.run = run;
        this.id = id;
    }

    /** From now on another socket sends, whose messages may overtake those of the last one. */
    synchronized void changeSender() {
        sender++;
    }

    /** The next message, with frames of so many bytes. */
    synchronized Message next(int... frameBytes) {
        made++;
        byte[][] rest = new byte[frameBytes.length - 1][];
        for (int i = 1; i < frameBytes.length; i++) {
            rest[i - 1] = frame(i, frameBytes.length, frameBytes[i]);
        }
        byte[] first = frame(0, frameBytes.length, frameBytes[0]);
        return run.call("Message.wrap", () -> Message.wrap(first, rest));
    }

    private byte[] frame(int index, int count, int bytes) {
        byte[] frame = new byte[bytes];
        ByteBuffer.wrap(frame)
                .put((byte) (id << 4 | sender))
                .put((byte) (index << 4 | count))
                .putInt(made);
        int from = (made * 7919 + index) % (NOISE.length / 2);
        System.arraycopy(NOISE, from, frame, SMALLEST_BYTES, bytes - SMALLEST_BYTES);
        ByteBuffer.wrap(frame).putInt(SUM_AT, sum(frame));
        return frame;
    }

    private static int sum(byte[] frame) {
        CRC32C sum = new CRC32C();
        sum.update(frame, 0, SUM_AT);
        sum.update(frame, SMALLEST_BYTES, frame.length - SMALLEST_BYTES);
        return (int) sum.getValue();
    }

    /** Enters a message that arrived, whose own frames begin at an index; tells its number. */
    int enter(Message message, int from) {
        int number = 0;
        List<byte[]> frames = run.call("Message.frames", message::frames);
        int count = frames.size() - from;
        for (int i = 0; i < count; i++) {
            byte[] frame = frames.get(from + i);
            ByteBuffer read = ByteBuffer.wrap(frame);
            if (frame.length < SMALLEST_BYTES
                    || read.get(0) >> 4 != id
                    || read.get(1) != (byte) (i << 4 | count)
                    || (i > 0 && read.getInt(2) != number)
                    || read.getInt(SUM_AT) != sum(frame)) {
                run.violated(
                        Rule.TORN,
                        "path " + id + ", after message " + newest + ": frame " + i + " of " + count + " with bytes="
                                + frame.length);
                return newest;
            }
            number = read.getInt(2);
        }
        enter(frames.get(from)[0] & 15, number);
        return number;
    }

    private synchronized void enter(int from, int number) {
        if (received.get(number)) {
            run.violated(Rule.DOUBLED, "path " + id + ": message " + number + " came before, the newest was " + newest);
        } else if (number < newestOf[from]) {
            run.violated(Rule.OUT_OF_ORDER, "path " + id + ": message " + number + " came after " + newestOf[from]);
        }
        received.set(number);
        newestOf[from] = Math.max(newestOf[from], number);
        newest = Math.max(newest, number);
    }

    /** The highest number that arrived. */
    int newest() {
        return newest;
    }

    /** How many were made. */
    synchronized int made() {
        return made;
    }

    /** How many did not arrive. */
    synchronized int missing() {
        return made - received.cardinality();
    }

    /** How many of those before the newest did not arrive; they do not any more, but for those of another socket. */
    synchronized int passedOver() {
        return newest - received.cardinality();
    }

    @Override
    public synchronized String toString() {
        BitSet missing = new BitSet();
        missing.set(1, made + 1);
        missing.andNot(received);
        return "path " + id + ": made=" + made + ", missing=" + missing;
    }
}
