package io.nolmq.internal.pattern;

import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.spi.PatternSocket;
import io.nolmq.spi.Pipe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions in frames, as XSUB sends them, as peers of ZMTP 3.0 send them, and as an XPUB tells of them: a byte 1 to
 * subscribe, or 0 to cancel, and the topic.
 */
final class SubscriptionFrames {
    private SubscriptionFrames() {}

    /** Takes the subscriptions of a message. */
    interface Commands {
        void subscribe(byte[] topic);

        void cancel(byte[] topic);
    }

    static boolean isOne(byte[] frame) {
        return frame.length > 0 && (frame[0] == 0 || frame[0] == 1);
    }

    static byte[] of(boolean subscribe, byte[] topic) {
        byte[] frame = new byte[1 + topic.length];
        frame[0] = (byte) (subscribe ? 1 : 0);
        System.arraycopy(topic, 0, frame, 1, topic.length);
        return frame;
    }

    /**
     * Takes the subscriptions out of a message.
     *
     * @param onlyFirst whether a message subscribes only where its first frame does
     * @return the message of the other frames, or null when there are none
     */
    static @Nullable Message takeOut(Message message, boolean onlyFirst, Commands commands) {
        if (!mayHold(message, onlyFirst)) {
            return message;
        }
        List<byte[]> others = new ArrayList<>();
        for (int i = 0; i < message.frameCount(); i++) {
            byte[] frame = message.frame(i);
            if (isOne(frame)) {
                byte[] topic = Arrays.copyOfRange(frame, 1, frame.length);
                if (frame[0] == 1) {
                    commands.subscribe(topic);
                } else {
                    commands.cancel(topic);
                }
            } else {
                others.add(frame);
            }
        }
        return others.isEmpty()
                ? null
                : Message.of(others.get(0), others.subList(1, others.size()).toArray(new byte[0][]));
    }

    private static boolean mayHold(Message message, boolean onlyFirst) {
        int looked = onlyFirst ? 1 : message.frameCount();
        for (int i = 0; i < looked; i++) {
            if (isOne(message.frame(i))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Refuses a topic that no publisher accepts.
     *
     * @throws IllegalArgumentException when it is too long
     */
    static void requireShort(PatternSocket socket, byte[] topic) {
        int most = socket.subscriptionMaximumBytes();
        if (topic.length > most) {
            throw new IllegalArgumentException("a prefix is too long to subscribe to: bytes=" + topic.length + ", most="
                    + most + ", socket=" + socket.name() + "; subscribe to the first " + most
                    + " of them, and filter what is received");
        }
    }

    /** Refuses a peer whose subscription is longer than one may be; false when it was. */
    static boolean requireShort(PatternSocket socket, Pipe pipe, byte[] topic) {
        if (topic.length > socket.subscriptionMaximumBytes()) {
            pipe.refuse(Reason.FRAME_SIZE, "a subscription of " + topic.length + " bytes");
            return false;
        }
        return true;
    }
}
