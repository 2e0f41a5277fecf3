package io.nolmq.internal.zmtp;

import io.nolmq.message.Message;
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

/** One message into a buffer. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FrameEncoderBenchmark {
    private final FrameEncoder encoder = new FrameEncoder();

    /** Bytes in a frame. */
    @Param({"10", "64", "1024", "65536"})
    public int size;

    private Message single;
    private Message multipart;
    private byte[] target;

    /** Makes a message of one frame and one of three. */
    @Setup
    public void setUp() {
        single = Message.wrap(new byte[size]);
        multipart = Message.wrap(new byte[5], new byte[0], new byte[size]);
        target = new byte[size + 64];
    }

    /**
     * A message of one frame.
     *
     * @return the offset behind it
     */
    @Benchmark
    public int single() {
        return encoder.encode(single, target, 0);
    }

    /**
     * A message of three frames, as a ROUTER sends it.
     *
     * @return the offset behind it
     */
    @Benchmark
    public int multipart() {
        return encoder.encode(multipart, target, 0);
    }
}
