package io.nolmq.internal.transport.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.internal.engine.DirectBuffers;
import io.nolmq.internal.zmtp.FrameEncoder;
import io.nolmq.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LargeWriteTest {
    private static final DirectBuffers BUFFERS = new DirectBuffers(4);
    private static final FrameEncoder ENCODER = new FrameEncoder();
    private static final int SLICE = 120 * 1024;

    private static byte[] random(int bytes) {
        byte[] payload = new byte[bytes];
        new Random(bytes).nextBytes(payload);
        return payload;
    }

    private static void writeAll(Message message, FakeKernel kernel, long piece) throws Exception {
        LargeWrite write = new LargeWrite(message, ENCODER, null, BUFFERS);
        assertThat(write.totalBytes).isEqualTo(ENCODER.encodedBytes(message));
        while (!write.writeTo(kernel)) {
            kernel.makeRoom(piece);
        }
        assertThat(kernel.taken()).isEqualTo((int) write.totalBytes);
        assertThat(kernel.understood()).containsExactly(FakeKernel.describe(message));
    }

    @Test
    void aSmallExampleIsWrittenWholeHoweverItIsCut() throws Exception {
        Message message = Message.wrap(random(20), random(0), random(300), random(1));
        for (int piece = 1; piece <= 350; piece++) {
            writeAll(message, new FakeKernel(0), piece);
        }
    }

    @Test
    void aMessageIsWrittenWholeHoweverItIsCutOnce() throws Exception {
        Message message = Message.wrap(random(2 * SLICE), random(0), random(SLICE + 1));
        List<Long> cuts = new ArrayList<>();
        for (long around :
                new long[] {0, 9, SLICE, SLICE + 9, 2 * SLICE, 2 * SLICE + 9, 2 * SLICE + 11, 3 * SLICE + 20}) {
            for (long cut = Math.max(0, around - 3); cut < around + 3; cut++) {
                cuts.add(cut);
            }
        }
        for (long cut : cuts) {
            writeAll(message, new FakeKernel(cut), 10L * SLICE);
        }
    }

    @Test
    void itGoesOnFromACopyWhereverItStands() throws Exception {
        byte[] payload = random(SLICE + 100);
        String expected = FakeKernel.describe(Message.wrap(payload.clone()));
        for (long cut : new long[] {0, 1, 8, 9, 10, 5_000, SLICE, SLICE + 9, SLICE + 100}) {
            FakeKernel kernel = new FakeKernel(cut);
            byte[] borrowed = payload.clone();
            LargeWrite write = new LargeWrite(Message.borrow(borrowed), ENCODER, null, BUFFERS);
            assertThat(write.writeTo(kernel)).isFalse();
            write = write.on(Message.wrap(borrowed.clone()));
            borrowed[(int) Math.max(0, Math.min(borrowed.length - 1, cut))] ^= 1;
            kernel.makeRoom(10L * SLICE);
            assertThat(write.writeTo(kernel)).isTrue();
            assertThat(kernel.understood()).as("cut at " + cut).containsExactly(expected);
        }
    }

    @Test
    void headerAndBodyGoInOneWriteAndSlicesStayBounded() throws Exception {
        FakeKernel kernel = new FakeKernel(Long.MAX_VALUE / 2);
        assertThat(new LargeWrite(Message.wrap(random(3 * SLICE)), ENCODER, null, BUFFERS).writeTo(kernel))
                .isTrue();
        assertThat(kernel.writes()).isEqualTo(3);
    }
}
