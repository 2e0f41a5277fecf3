package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.message.Message;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.CRC32C;

/**
 * A message that tells who sent it, as which, in how many frames, with a check sum in each frame. A frame is
 *
 * <pre>
 *   0   4   sender
 *   4   4   sequence number
 *   8   4   index of the frame
 *  12   4   number of frames
 *  16   4   CRC-32C of what follows and of what stands before
 *  20   n   random bytes
 * </pre>
 */
record Stamp(int sender, int sequence) {
    private static final int HEADER_BYTES = 20;
    private static final int CHECK_SUM_AT = 16;

    /** A message of one to four frames of up to some bytes each. */
    static Message message(int sender, int sequence, int maximumBytes, Random random) {
        byte[][] frames = new byte[1 + random.nextInt(4)][];
        for (int i = 0; i < frames.length; i++) {
            byte[] body = new byte[random.nextInt(maximumBytes + 1)];
            random.nextBytes(body);
            ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + body.length);
            frame.putInt(sender).putInt(sequence).putInt(i).putInt(frames.length);
            frame.putInt(0).put(body);
            frame.putInt(CHECK_SUM_AT, checkSum(frame.array()));
            frames[i] = frame.array();
        }
        byte[][] rest = new byte[frames.length - 1][];
        System.arraycopy(frames, 1, rest, 0, rest.length);
        return Message.wrap(frames[0], rest);
    }

    /** Checks a message that came, from a frame on, and reads its stamp. */
    static Stamp check(Message message, int from) {
        ByteBuffer first = ByteBuffer.wrap(message.frame(from));
        Stamp stamp = new Stamp(first.getInt(0), first.getInt(4));
        for (int i = from; i < message.frameCount(); i++) {
            ByteBuffer frame = ByteBuffer.wrap(message.frame(i));
            assertThat(new Stamp(frame.getInt(0), frame.getInt(4)))
                    .as("sender and sequence of frame %d", i - from)
                    .isEqualTo(stamp);
            assertThat(frame.getInt(8)).as("index of a frame").isEqualTo(i - from);
            assertThat(frame.getInt(12)).as("number of frames").isEqualTo(message.frameCount() - from);
            assertThat(frame.getInt(CHECK_SUM_AT)).as("check sum").isEqualTo(checkSum(frame.array()));
        }
        return stamp;
    }

    private static int checkSum(byte[] frame) {
        CRC32C sum = new CRC32C();
        sum.update(frame, 0, CHECK_SUM_AT);
        sum.update(frame, HEADER_BYTES, frame.length - HEADER_BYTES);
        return (int) sum.getValue();
    }
}
