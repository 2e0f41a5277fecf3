package io.nolmq.internal.zmtp;

import static io.nolmq.internal.zmtp.Bytes.ascii;
import static io.nolmq.internal.zmtp.Bytes.concat;
import static io.nolmq.internal.zmtp.Bytes.hex;
import static io.nolmq.internal.zmtp.Bytes.peer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nolmq.message.Message;
import io.nolmq.message.ProtocolOptions;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketType;
import io.nolmq.spi.ProtocolException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameCodecTest {
    private final FrameEncoder encoder = new FrameEncoder();

    private byte[] encode(Message message) {
        byte[] bytes = new byte[(int) encoder.encodedBytes(message)];
        assertThat(encoder.encode(message, bytes, 0)).isEqualTo(bytes.length);
        return bytes;
    }

    private static void assertCloses(Reason reason, byte[] traffic) {
        ProtocolException closed = catchThrowableOfType(
                ProtocolException.class,
                () -> new WireReader(SocketType.PULL, "", 1000).opened().feed(traffic));
        assertThat(closed).isNotNull();
        assertThat(closed.reason()).isEqualTo(reason);
    }

    @Test
    void goldenFrames() {
        assertThat(encode(Message.of("Hello"))).isEqualTo(hex("00 05 48656c6c6f"));
        assertThat(encode(Message.of(""))).isEqualTo(hex("00 00"));
        assertThat(encode(Message.of("a", "", "b"))).isEqualTo(hex("01 01 61  01 00  00 01 62"));
        assertThat(encode(Message.wrap(new byte[255])))
                .startsWith(hex("00 ff 00"))
                .hasSize(257);
        assertThat(encode(Message.wrap(new byte[256])))
                .startsWith(hex("02 0000000000000100 00"))
                .hasSize(265);
        assertThat(encode(Message.wrap(new byte[65_536], new byte[0]))).startsWith(hex("03 0000000000010000 00"));
    }

    @Test
    void goldenCommands() {
        assertThat(Commands.ping(10, new byte[0])).isEqualTo(hex("04 07 04 50494e47 000a"));
        assertThat(Commands.ping(70_000, ascii("x"))).isEqualTo(hex("04 08 04 50494e47 028f 78"));
        assertThat(Commands.pong(ascii("0123456789abcdefXYZ")))
                .isEqualTo(concat(hex("04 15 04 504f4e47"), ascii("0123456789abcdef")));
        assertThat(Commands.subscribe(ascii("A"), 1)).isEqualTo(hex("04 0b 09 535542534352494245 41"));
        assertThat(Commands.cancel(ascii("A"), 1)).isEqualTo(hex("04 08 06 43414e43454c 41"));
        assertThat(Commands.subscribe(ascii("A"), 0)).isEqualTo(hex("00 02 01 41"));
        assertThat(Commands.cancel(ascii("A"), 0)).isEqualTo(hex("00 02 00 41"));
    }

    @Test
    void aHeaderAloneIsTheStartOfTheFrame() {
        Message message = Message.wrap(new byte[3], new byte[300]);
        byte[] header = new byte[9];
        assertThat(encoder.encodeHeader(message, 0, header, 0)).isEqualTo(2);
        assertThat(Arrays.copyOf(header, 2)).isEqualTo(hex("01 03"));
        assertThat(encoder.encodeHeader(message, 1, header, 0)).isEqualTo(9);
        assertThat(header).isEqualTo(hex("02 000000000000012c"));
    }

    /** A session with every kind of frame, and with commands in the middle of a multipart message. */
    private static byte[] session() {
        return concat(
                peer(SocketType.PUSH),
                hex("00 00"),
                hex("00 01 61"),
                hex("01 01 62"),
                hex("04 07 04 50494e47 000a"),
                hex("01 00"),
                hex("00 01 63"),
                hex("02 0000000000000005 68656c6c6f"),
                hex("04 06 04 504f4e47 78"),
                hex("04 0b 09 535542534352494245 41"),
                hex("04 08 06 43414e43454c 41"),
                hex("04 04 03 464f4f"),
                hex("02 0000000000000140"),
                new byte[320],
                hex("00 01 7a"));
    }

    private static final List<String> MEANING = List.of(
            "READY PUSH  3.1",
            "Message[]",
            "Message[a]",
            "PING 10 ",
            "Message[b |  | c]",
            "Message[hello]",
            "PONG x",
            "SUBSCRIBE A",
            "CANCEL A",
            "unknown",
            Message.wrap(new byte[320]).toString(),
            "Message[z]");

    @Test
    void everyTwoWaySplitMeansTheSame() throws ProtocolException {
        byte[] all = session();
        for (int cut = 0; cut <= all.length; cut++) {
            WireReader reader = WireReader.of(SocketType.PULL)
                    .feed(Arrays.copyOf(all, cut))
                    .feed(Arrays.copyOfRange(all, cut, all.length));
            assertThat(reader.log).as("cut at %d", cut).isEqualTo(MEANING);
            assertThat(reader.buffersOut()).as("cut at %d", cut).isZero();
        }
    }

    @Test
    void byteByByteMeansTheSame() throws ProtocolException {
        WireReader reader = WireReader.of(SocketType.PULL);
        for (byte b : session()) {
            reader.feed(new byte[] {b});
        }
        assertThat(reader.log).isEqualTo(MEANING);
    }

    @Test
    void endingAtAnyByteDeliversWholeMessagesOnly() throws ProtocolException {
        byte[] all = session();
        for (int end = 0; end < all.length; end++) {
            WireReader reader = WireReader.of(SocketType.PULL).feed(Arrays.copyOf(all, end));
            assertThat(reader.log).as("end at %d", end).isEqualTo(MEANING.subList(0, reader.log.size()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomMessagesInRandomPiecesArriveWhole(long seed) throws ProtocolException {
        Random random = new Random(seed);
        List<Message> sent = new ArrayList<>();
        byte[][] encoded = new byte[200][];
        for (int i = 0; i < encoded.length; i++) {
            Message message = randomMessage(random);
            sent.add(message);
            encoded[i] = encode(message);
        }
        byte[] all = concat(encoded);
        WireReader reader = WireReader.of(SocketType.PULL).opened();
        for (int at = 0; at < all.length; ) {
            int piece = Math.min(all.length - at, 1 + random.nextInt(random.nextInt(20) == 0 ? 300_000 : 700));
            reader.feed(Arrays.copyOfRange(all, at, at + piece));
            at += piece;
        }
        assertThat(reader.messages).as("seed %d", seed).isEqualTo(sent);
        assertThat(reader.buffersOut()).isZero();
    }

    private static Message randomMessage(Random random) {
        List<byte[]> frames = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int[] bounds = {1, 20, 300, 5_000, 70_000, 400_000};
            byte[] frame = new byte[random.nextInt(bounds[random.nextInt(random.nextInt(8) == 0 ? 6 : 4)])];
            random.nextBytes(frame);
            frames.add(frame);
        }
        return Message.wrap(frames);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08 00",
                "80 00",
                "10 01 61",
                "05 07 0450494e470000",
                "04 00",
                "04 01 00",
                "04 05 0450494e47",
                "04 06 0450494e4700",
                "04 02 0541"
            })
    void malformedFramesClose(String frame) {
        assertCloses(Reason.MALFORMED, hex(frame));
    }

    @Test
    void aFrameAboveTheMaximumClosesBeforeItsBytesCome() {
        assertCloses(Reason.FRAME_SIZE, hex("02 00000000000003e9"));
        assertCloses(Reason.FRAME_SIZE, hex("02 ffffffffffffffff"));
        assertCloses(Reason.FRAME_SIZE, hex("02 8000000000000000"));
        assertCloses(Reason.FRAME_SIZE, hex("02 0000000080000000"));
        assertThatThrownBy(() -> WireReader.of(SocketType.PULL).opened().feed(hex("06 0000000000010001")))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void aFrameOfTheMaximumPasses() throws ProtocolException {
        WireReader reader = new WireReader(SocketType.PULL, "", 1000).opened();
        reader.feed(concat(hex("02 00000000000003e8"), new byte[1000]));
        assertThat(reader.messages).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, ProtocolOptions.DEFAULT_FRAMES_MAXIMUM})
    void endlessMultipartClosesAtTheFrameLimit(int maximum) throws ProtocolException {
        byte[] more = hex("01 00");
        WireReader whole = WireReader.of(SocketType.PULL, maximum).opened();
        WireReader reader = WireReader.of(SocketType.PULL, maximum).opened();
        for (int i = 0; i < maximum - 1; i++) {
            whole.feed(more);
            reader.feed(more);
        }
        whole.feed(hex("00 00"));
        assertThat(whole.messages.get(0).frameCount()).isEqualTo(maximum);
        assertThatThrownBy(() -> reader.feed(more))
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FRAME_COUNT));
    }

    @Test
    void memoryFollowsTheBytesReceivedNotTheBytesAnnounced() throws ProtocolException {
        FrameDecoder decoder = new FrameDecoder(
                new RecordingSink(new ArrayList<>()),
                () -> new byte[8192],
                -1,
                ProtocolOptions.DEFAULT_FRAMES_MAXIMUM,
                null);
        byte[] header = hex("02 000000007fffff00");
        decoder.target().put(header).put((byte) 1);
        decoder.received(header.length + 1);
        assertThat(decoder.next()).isNull();
        int received = 1;
        for (int i = 0; i < 12; i++) {
            int room = decoder.target().remaining();
            assertThat(room).isLessThanOrEqualTo(Math.max(received, Math.min(15 * received, 128 * 1024)));
            decoder.received(room);
            received += room;
            assertThat(decoder.next()).isNull();
        }
    }
}
