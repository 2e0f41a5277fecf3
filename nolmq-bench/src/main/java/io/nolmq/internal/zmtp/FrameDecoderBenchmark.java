package io.nolmq.internal.zmtp;

import io.nolmq.message.Message;
import io.nolmq.message.ProtocolOptions;
import io.nolmq.spi.CommandSink;
import io.nolmq.spi.ProtocolException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One message out of a stream of equal messages; the cost of putting the bytes into the decoder's buffer is included. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FrameDecoderBenchmark {
    private static final int BUFFER_BYTES = 128 * 1024;

    /** Bytes in a frame. */
    @Param({"10", "64", "1024", "65536"})
    public int size;

    private FrameDecoder decoder;
    private byte[] stream;
    private int position;

    /** Encodes as many messages as fit the buffer. */
    @Setup
    public void setUp() {
        byte[] buffer = new byte[BUFFER_BYTES];
        decoder = new FrameDecoder(new NoCommands(), () -> buffer, -1, ProtocolOptions.DEFAULT_FRAMES_MAXIMUM, null);
        FrameEncoder encoder = new FrameEncoder();
        Message message = Message.wrap(new byte[size]);
        int encoded = (int) encoder.encodedBytes(message);
        stream = new byte[BUFFER_BYTES / encoded * encoded];
        for (int at = 0; at < stream.length; ) {
            at = encoder.encode(message, stream, at);
        }
    }

    /**
     * One message.
     *
     * @return the message
     * @throws ProtocolException never
     */
    @Benchmark
    public Message next() throws ProtocolException {
        while (true) {
            Message message = decoder.next();
            if (message != null) {
                return message;
            }
            feed();
        }
    }

    private void feed() {
        ByteBuffer target = decoder.target();
        int count = Math.min(target.remaining(), stream.length - position);
        target.put(stream, position, count);
        decoder.received(count);
        position = position + count == stream.length ? 0 : position + count;
    }

    private static final class NoCommands implements CommandSink {
        @Override
        public void onPing(int ttlDeciseconds, byte[] context) {}

        @Override
        public void onPong(byte[] context) {}

        @Override
        public void onSubscribe(byte[] topic) {}

        @Override
        public void onCancel(byte[] topic) {}

        @Override
        public void onUnknownCommand() {}
    }
}
