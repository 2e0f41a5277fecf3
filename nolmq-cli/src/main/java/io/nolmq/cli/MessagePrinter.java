package io.nolmq.cli;

import io.nolmq.message.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Prints what is received, and counts it. For one thread. */
final class MessagePrinter {
    private final MessageFormat format;
    private final Codec codec;
    private final boolean routed;
    private final OutputStream out;
    private final Consumer<String> say;

    private long messages;
    private long bytes;
    private long firstNanos;
    private long lastNanos;

    /**
     * A printer.
     *
     * @param routed whether the first frame is a routing id
     * @param say takes a line about a payload that the codec cannot read
     */
    MessagePrinter(MessageFormat format, Codec codec, boolean routed, OutputStream out, Consumer<String> say) {
        this.format = format;
        this.codec = codec;
        this.routed = routed;
        this.out = out;
        this.say = say;
    }

    void print(Message message) throws IOException {
        lastNanos = System.nanoTime();
        if (messages == 0) {
            firstNanos = lastNanos;
        }
        messages++;
        bytes += message.sizeBytes();
        if (format == OutputMode.NONE) {
            return;
        }
        ReceivedMessage received = ReceivedMessage.of(message, messages, routed);
        if (codec == Codec.RAW) {
            format.write(received, out);
        } else {
            printDecoded(received);
        }
    }

    private void printDecoded(ReceivedMessage received) throws IOException {
        byte[] payload;
        try {
            payload = codec.decode(received.payload());
        } catch (IOException unreadable) {
            say.accept("cannot read payload: message=" + received.sequence() + ", codec="
                    + codec.name().toLowerCase(Locale.ROOT) + ", error=" + unreadable.getMessage());
            return;
        }
        List<byte[]> frames = new ArrayList<>(received.frames());
        if (!frames.isEmpty()) {
            frames.set(frames.size() - 1, payload);
        }
        format.write(received.withFrames(frames), out);
    }

    void flush() throws IOException {
        out.flush();
    }

    long messages() {
        return messages;
    }

    /** The output of {@code --stats}. */
    String stats() {
        double seconds = (lastNanos - firstNanos) / 1e9;
        // The first message starts the clock, so that it does not count for the rate.
        double rate = messages > 1 && seconds > 0 ? (messages - 1) / seconds : 0;
        return String.format(
                Locale.ROOT,
                "received: messages=%d, bytes=%d, seconds=%.3f, rate=%.0f/s",
                messages,
                bytes,
                seconds,
                rate);
    }
}
