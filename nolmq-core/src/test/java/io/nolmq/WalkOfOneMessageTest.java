package io.nolmq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nolmq.internal.engine.SocketCore;
import io.nolmq.internal.mechanism.NullMechanism;
import io.nolmq.internal.pattern.PullPattern;
import io.nolmq.internal.pattern.PushPattern;
import io.nolmq.internal.wiring.Engine;
import io.nolmq.internal.wiring.Security;
import io.nolmq.internal.wiring.SocketTypes;
import io.nolmq.internal.zmtp.Zmtp;
import io.nolmq.message.ContextOptions;
import io.nolmq.message.Endpoint;
import io.nolmq.message.Message;
import io.nolmq.message.ProtocolOptions;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketType;
import io.nolmq.spi.Cipher;
import io.nolmq.spi.Command;
import io.nolmq.spi.CommandSink;
import io.nolmq.spi.ForwardingProtocol;
import io.nolmq.spi.Pattern;
import io.nolmq.spi.PatternSocket;
import io.nolmq.spi.PatternTraits;
import io.nolmq.spi.ProtocolException;
import io.nolmq.spi.WireDecoder;
import io.nolmq.spi.WireEncoder;
import io.nolmq.spi.WireProtocol;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The walk of one message, as docs/architecture.md tells it, against the stack of the running code: an encoder and a
 * decoder that look at the stack stand in for the real ones, and pass every call on to them.
 */
class WalkOfOneMessageTest {
    private static final int MOST_FRAMES = 8;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Engine engine = new Engine(ContextOptions.DEFAULTS, Security.NONE);
    private final Set<List<String>> sends = Collections.synchronizedSet(new LinkedHashSet<>());
    private final Set<List<String>> receives = Collections.synchronizedSet(new LinkedHashSet<>());
    private final Thread application = Thread.currentThread();

    private final PushSocket push = new PushSocket(core(SocketType.PUSH, PushPattern::new));
    private final PullSocket pull = new PullSocket(core(SocketType.PULL, PullPattern::new));

    @AfterEach
    void close() {
        push.close();
        pull.close();
        engine.close(TIMEOUT.toNanos());
    }

    @Test
    void aMessageIsSentAsTheDocumentSays() throws IOException {
        connect();

        push.send(Message.of("hello"));

        assertEquals(Set.of(documented("Sending")), sends);
        assertShort(sends);
    }

    @Test
    void aMessageIsReceivedAsTheDocumentSays() throws IOException {
        connect();
        List<String> walk = documented("Receiving");

        long deadlineNanos = System.nanoTime() + TIMEOUT.toNanos();
        while (!receives.contains(walk) && System.nanoTime() < deadlineNanos) {
            // more than one, so that some are decoded while the pipe has its turn
            for (int i = 0; i < 16; i++) {
                push.send(Message.of("hello"));
            }
            for (int i = 0; i < 16; i++) {
                assertNotNull(pull.receive());
            }
        }

        assertTrue(receives.contains(walk), () -> "documented: " + walk + ", seen: " + receives);
        assertShort(receives);
    }

    private void connect() {
        Endpoint bound = pull.bind("tcp://127.0.0.1:*");
        push.connect(bound.toString());
        assertTrue(push.awaitConnected(TIMEOUT));
    }

    private static void assertShort(Set<List<String>> walks) {
        for (List<String> walk : walks) {
            assertTrue(walk.size() <= MOST_FRAMES, () -> "more than " + MOST_FRAMES + " of our frames: " + walk);
        }
    }

    /** The methods in the numbered list below a heading, outermost first. */
    private static List<String> documented(String heading) throws IOException {
        java.util.regex.Pattern step = java.util.regex.Pattern.compile("\\d+\\. `([A-Za-z]+\\.[a-zA-Z]+)`.*");
        List<String> methods = new ArrayList<>();
        boolean below = false;
        for (String line : Files.readAllLines(Path.of("..", "docs", "architecture.md"))) {
            if (line.startsWith("#")) {
                below = line.equals("### " + heading);
            }
            Matcher matcher = step.matcher(line);
            if (below && matcher.matches()) {
                methods.add(matcher.group(1));
            }
        }
        assertTrue(!methods.isEmpty(), "docs/architecture.md lists no methods below \"### " + heading + "\"");
        return methods;
    }

    private SocketCore core(SocketType type, Function<PatternSocket, Pattern> pattern) {
        PatternTraits traits = SocketTypes.of(type);
        WireProtocol protocol = new WatchedProtocol(new Zmtp(traits, ProtocolOptions.DEFAULTS, NullMechanism::new));
        return new SocketCore(type + "-walk", traits.with(pattern), SocketOptions.DEFAULTS, engine, protocol);
    }

    /** Our own frames from the public method down; the one on top stands where the real one would. */
    private static List<String> walkTo(Object replaced, String method) {
        List<String> walk = new ArrayList<>();
        StackWalker.getInstance().forEach(frame -> {
            String className = frame.getClassName();
            if (className.startsWith("io.nolmq.") && !className.startsWith(WalkOfOneMessageTest.class.getName())) {
                walk.add(className.substring(className.lastIndexOf('.') + 1) + "." + frame.getMethodName());
            }
        });
        Collections.reverse(walk);
        walk.add(replaced.getClass().getSimpleName() + "." + method);
        return walk;
    }

    private final class WatchedProtocol extends ForwardingProtocol {
        WatchedProtocol(WireProtocol real) {
            super(real);
        }

        @Override
        public WireEncoder encoder() {
            return new WatchedEncoder(super.encoder());
        }

        @Override
        public WireDecoder decoder(CommandSink commands, Supplier<byte[]> buffers, @Nullable Cipher cipher) {
            return new WatchedDecoder(super.decoder(commands, buffers, cipher));
        }
    }

    private final class WatchedEncoder implements WireEncoder {
        private final WireEncoder real;

        WatchedEncoder(WireEncoder real) {
            this.real = real;
        }

        @Override
        public int encode(Message message, byte[] target, int offset) {
            sends.add(walkTo(real, "encode"));
            return real.encode(message, target, offset);
        }

        @Override
        public long encodedBytes(Message message) {
            return real.encodedBytes(message);
        }

        @Override
        public int encodeHeader(Message message, int frame, byte[] target, int offset) {
            return real.encodeHeader(message, frame, target, offset);
        }

        @Override
        public byte[] encode(Command command, int minorVersion) {
            return real.encode(command, minorVersion);
        }
    }

    private final class WatchedDecoder implements WireDecoder {
        private final WireDecoder real;

        WatchedDecoder(WireDecoder real) {
            this.real = real;
        }

        @Override
        public Message next() throws ProtocolException {
            Message message = real.next();
            // the I/O thread reads ahead where no caller does: that is not this walk
            if (message != null && Thread.currentThread() == application) {
                receives.add(walkTo(real, "next"));
            }
            return message;
        }

        @Override
        public void prime(byte[] bytes, int from, int to) {
            real.prime(bytes, from, to);
        }

        @Override
        public ByteBuffer target() {
            return real.target();
        }

        @Override
        public void received(int count) {
            real.received(count);
        }

        @Override
        public long heldBytes() {
            return real.heldBytes();
        }

        @Override
        public byte[] releaseBuffer() {
            return real.releaseBuffer();
        }
    }
}
