package io.nolmq.cli;

import io.nolmq.message.Message;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * A message as it is printed.
 *
 * @param sequence from 1
 * @param time when it was taken from the socket
 * @param routingId whom it came from, in hexadecimal; empty where the socket is no ROUTER
 * @param frames the frames, without the routing id
 */
record ReceivedMessage(long sequence, Instant time, String routingId, List<byte[]> frames) {
    static ReceivedMessage of(Message message, long sequence, boolean routed) {
        List<byte[]> frames = message.frames();
        String routingId = routed ? HexFormat.of().formatHex(frames.get(0)) : "";
        return new ReceivedMessage(
                sequence, Instant.now(), routingId, routed ? frames.subList(1, frames.size()) : frames);
    }

    /** The last frame. */
    byte[] payload() {
        return frames.isEmpty() ? new byte[0] : frames.get(frames.size() - 1);
    }

    ReceivedMessage withFrames(List<byte[]> others) {
        return new ReceivedMessage(sequence, time, routingId, others);
    }

    long sizeBytes() {
        return frames.stream().mapToLong(frame -> frame.length).sum();
    }
}
