package io.nolmq.stress;

import io.nolmq.message.Message;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/**
 * A message of which every frame tells whose it is and whether it is whole.
 *
 * <pre>
 *   0   4   sender
 *   4   4   sequence number
 *   8   4   index of the frame
 *  12   4   number of frames
 *  16   4   length of the body
 *  20   4   CRC-32C of what stands before and behind
 *  24   n   body
 * </pre>
 */
record Parcel(int sender, int sequence) {
    static final int HEADER_BYTES = 24;
    private static final int CHECK_SUM_AT = 20;

    /** A message of one to three frames with bodies of up to some bytes. */
    static Message message(int sender, int sequence, int maximumBytes, SplittableRandom random) {
        byte[][] rest = new byte[random.nextInt(3)][];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = frame(sender, sequence, i + 1, rest.length + 1, random.nextInt(maximumBytes + 1), random);
        }
        return Message.wrap(
                frame(sender, sequence, 0, rest.length + 1, random.nextInt(maximumBytes + 1), random), rest);
    }

    /** A message of one frame with so many bytes in all. */
    static Message ofSize(int sender, int sequence, int bytes) {
        return Message.wrap(
                frame(sender, sequence, 0, 1, Math.max(0, bytes - HEADER_BYTES), new SplittableRandom(sequence)));
    }

    private static byte[] frame(
            int sender, int sequence, int index, int count, int bodyBytes, SplittableRandom random) {
        byte[] bytes = new byte[HEADER_BYTES + bodyBytes];
        ByteBuffer frame = ByteBuffer.wrap(bytes);
        frame.putInt(sender).putInt(sequence).putInt(index).putInt(count).putInt(bodyBytes);
        long noise = random.nextLong();
        for (int i = HEADER_BYTES; i < bytes.length; i++) {
            noise = noise * 6364136223846793005L + 1442695040888963407L;
            bytes[i] = (byte) (noise >>> 56);
        }
        frame.putInt(CHECK_SUM_AT, checkSum(bytes));
        return bytes;
    }

    /** Checks the frames of a message from an index on, and reads whose it is. */
    static Parcel check(Message message, int from) {
        Parcel parcel = null;
        int count = message.frameCount() - from;
        for (int i = 0; i < count; i++) {
            byte[] bytes = message.frame(from + i);
            if (bytes.length < HEADER_BYTES) {
                throw new AssertionError("damaged: a frame of " + bytes.length + " bytes");
            }
            ByteBuffer frame = ByteBuffer.wrap(bytes);
            if (frame.getInt(CHECK_SUM_AT) != checkSum(bytes) || frame.getInt(16) != bytes.length - HEADER_BYTES) {
                throw new AssertionError("damaged: the check sum or length of frame " + i + " is wrong");
            }
            Parcel ofFrame = new Parcel(frame.getInt(0), frame.getInt(4));
            if (frame.getInt(8) != i || frame.getInt(12) != count || (parcel != null && !parcel.equals(ofFrame))) {
                throw new AssertionError("torn: frame " + i + " of " + count + " is frame " + frame.getInt(8) + " of "
                        + frame.getInt(12) + " of " + ofFrame + ", the first was of " + parcel);
            }
            parcel = ofFrame;
        }
        if (parcel == null) {
            throw new AssertionError("torn: no frames");
        }
        return parcel;
    }

    private static int checkSum(byte[] frame) {
        CRC32C sum = new CRC32C();
        sum.update(frame, 0, CHECK_SUM_AT);
        sum.update(frame, HEADER_BYTES, frame.length - HEADER_BYTES);
        return (int) sum.getValue();
    }
}
