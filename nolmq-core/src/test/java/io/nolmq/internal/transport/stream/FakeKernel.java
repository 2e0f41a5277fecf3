package io.nolmq.internal.transport.stream;

import io.nolmq.internal.zmtp.FrameDecoder;
import io.nolmq.message.Message;
import io.nolmq.message.ProtocolOptions;
import io.nolmq.spi.Cipher;
import io.nolmq.spi.CommandSink;
import io.nolmq.spi.ProtocolException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sending half of a connection that takes just as many bytes as a test lets it take. */
final class FakeKernel implements GatheringByteChannel {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private long room;
    private boolean broken;
    private boolean breaksWhenFull;
    private int writes;

    FakeKernel(long room) {
        this.room = room;
    }

    void makeRoom(long bytes) {
        room += bytes;
    }

    void breakDown() {
        broken = true;
    }

    /** Breaks when it has no more room, instead of taking nothing. */
    FakeKernel breaksWhenFull() {
        breaksWhenFull = true;
        return this;
    }

    int taken() {
        return taken.size();
    }

    int writes() {
        return writes;
    }

    byte[] bytes() {
        return taken.toByteArray();
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        if (broken || (breaksWhenFull && room == 0)) {
            throw new IOException("Broken pipe");
        }
        writes++;
        return take(from);
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        if (broken || (breaksWhenFull && room == 0)) {
            throw new IOException("Broken pipe");
        }
        writes++;
        long sum = 0;
        for (int i = offset; i < offset + length; i++) {
            sum += take(from[i]);
        }
        return sum;
    }

    private int take(ByteBuffer from) {
        int count = (int) Math.min(room, from.remaining());
        byte[] bytes = new byte[count];
        from.get(bytes);
        taken.writeBytes(bytes);
        room -= count;
        return count;
    }

    @Override
    public long write(ByteBuffer[] from) throws IOException {
        return write(from, 0, from.length);
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}

    /** What the peer makes of it: each message as a text, each command by its name. A torn end is left out. */
    List<String> understood() throws ProtocolException {
        return understood(null);
    }

    /** The same of what is encrypted. */
    List<String> understood(@Nullable Cipher cipher) throws ProtocolException {
        List<String> log = new ArrayList<>();
        FrameDecoder decoder = new FrameDecoder(
                new Log(log), () -> new byte[64 * 1024], -1, ProtocolOptions.DEFAULT_FRAMES_MAXIMUM, cipher);
        decoder.prime(bytes(), 0, taken.size());
        for (Message message = decoder.next(); message != null; message = decoder.next()) {
            log.add(describe(message));
        }
        return log;
    }

    /** Frames by their sizes and contents, short. */
    static String describe(Message message) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < message.frameCount(); i++) {
            byte[] frame = message.frame(i);
            text.append(i == 0 ? "" : "|");
            text.append(frame.length <= 16 ? message.text(i) : frame.length + "#" + java.util.Arrays.hashCode(frame));
        }
        return text.toString();
    }

    private record Log(List<String> log) implements CommandSink {
        @Override
        public void onPing(int ttlDeciseconds, byte[] context) {
            log.add("PING");
        }

        @Override
        public void onPong(byte[] context) {
            log.add("PONG");
        }

        @Override
        public void onSubscribe(byte[] topic) {
            log.add("SUBSCRIBE " + topic.length);
        }

        @Override
        public void onCancel(byte[] topic) {
            log.add("CANCEL " + topic.length);
        }

        @Override
        public void onUnknownCommand() {
            log.add("unknown");
        }
    }
}
