package io.nolmq.internal.zmtp;

import io.nolmq.message.Reason;
import io.nolmq.spi.Command;
import io.nolmq.spi.CommandSink;
import io.nolmq.spi.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The commands after the handshake: PING, PONG, SUBSCRIBE and CANCEL, and how a subscription looks to a 3.0 peer. */
final class Commands {
    /** A longer context of a PING comes back cut to this. */
    static final int CONTEXT_MAXIMUM_BYTES = 16;
    /** libzmq multiplies a time to live in 16 bits, so a larger one would wrap at the peer. */
    static final int TTL_MAXIMUM_DECISECONDS = 655;

    private static final byte[] SUBSCRIBE = name("SUBSCRIBE");
    /** What a SUBSCRIBE of the longest command has room for; a CANCEL of the same prefix is shorter. */
    static final int SUBSCRIPTION_MAXIMUM_BYTES = FrameDecoder.COMMAND_MAXIMUM_BYTES - SUBSCRIBE.length;

    private static final byte[] PING = name("PING");
    private static final byte[] PONG = name("PONG");
    private static final byte[] CANCEL = name("CANCEL");
    private static final List<byte[]> OF_HANDSHAKE =
            List.of(name("READY"), name("ERROR"), name("HELLO"), name("WELCOME"), name("INITIATE"));

    private Commands() {}

    /** A whole frame. */
    static byte[] encode(Command command, int minorVersion) {
        byte[] bytes = command.bytes();
        return switch (command.kind()) {
            case SUBSCRIBE -> subscribe(bytes, minorVersion);
            case CANCEL -> cancel(bytes, minorVersion);
            case PING -> ping(command.ttlDeciseconds(), bytes);
            case PONG -> pong(bytes);
        };
    }

    /** A whole PING frame. */
    static byte[] ping(int ttlDeciseconds, byte[] context) {
        int ttl = Math.min(ttlDeciseconds, TTL_MAXIMUM_DECISECONDS);
        return frame(PING, new byte[] {(byte) (ttl >> 8), (byte) ttl}, context);
    }

    /** A whole PONG frame. */
    static byte[] pong(byte[] context) {
        return frame(PONG, new byte[0], Arrays.copyOf(context, Math.min(context.length, CONTEXT_MAXIMUM_BYTES)));
    }

    /** A whole frame that subscribes, as a command for 3.1 peers and as a message for 3.0. */
    static byte[] subscribe(byte[] topic, int minorVersion) {
        return minorVersion >= 1 ? frame(SUBSCRIBE, new byte[0], topic) : subscriptionMessage(1, topic);
    }

    /** A whole frame that takes a subscription back, as a command for 3.1 peers and as a message for 3.0. */
    static byte[] cancel(byte[] topic, int minorVersion) {
        return minorVersion >= 1 ? frame(CANCEL, new byte[0], topic) : subscriptionMessage(0, topic);
    }

    /** A whole command frame around a body that begins with the command's name. */
    static byte[] commandFrame(byte[] body) {
        byte[] frame = new byte[Frames.headerBytes(body.length) + body.length];
        int at = Frames.putHeader(frame, 0, Frames.COMMAND, body.length);
        System.arraycopy(body, 0, frame, at, body.length);
        return frame;
    }

    /**
     * Reads the body of a command frame and hands it on.
     *
     * @throws ProtocolException when the name is empty or longer than the body, or a PING has no time to live
     */
    static void dispatch(byte[] body, CommandSink sink) throws ProtocolException {
        int nameBytes = body.length == 0 ? 0 : body[0] & 0xff;
        if (nameBytes == 0 || nameBytes >= body.length) {
            throw new ProtocolException(Reason.MALFORMED, "a command without a proper name");
        }
        int data = 1 + nameBytes;
        if (begins(body, SUBSCRIBE)) {
            sink.onSubscribe(Arrays.copyOfRange(body, data, body.length));
        } else if (begins(body, CANCEL)) {
            sink.onCancel(Arrays.copyOfRange(body, data, body.length));
        } else if (begins(body, PING)) {
            if (body.length < data + 2) {
                throw new ProtocolException(Reason.MALFORMED, "a PING without a time to live");
            }
            int ttl = ((body[data] & 0xff) << 8) | (body[data + 1] & 0xff);
            sink.onPing(ttl, Arrays.copyOfRange(body, data + 2, body.length));
        } else if (begins(body, PONG)) {
            sink.onPong(Arrays.copyOfRange(body, data, body.length));
        } else if (isOfHandshake(body)) {
            throw new ProtocolException(Reason.MALFORMED, "a command of the handshake after READY");
        } else {
            sink.onUnknownCommand();
        }
    }

    private static boolean isOfHandshake(byte[] body) {
        for (byte[] name : OF_HANDSHAKE) {
            if (begins(body, name)) {
                return true;
            }
        }
        return false;
    }

    static boolean begins(byte[] body, byte[] name) {
        return body.length >= name.length && Arrays.equals(body, 0, name.length, name, 0, name.length);
    }

    /** A name as it stands in a command: its length, then its characters. */
    static byte[] name(String text) {
        byte[] characters = text.getBytes(StandardCharsets.US_ASCII);
        byte[] name = new byte[1 + characters.length];
        name[0] = (byte) characters.length;
        System.arraycopy(characters, 0, name, 1, characters.length);
        return name;
    }

    private static byte[] frame(byte[] name, byte[] head, byte[] tail) {
        byte[] body = Arrays.copyOf(name, name.length + head.length + tail.length);
        System.arraycopy(head, 0, body, name.length, head.length);
        System.arraycopy(tail, 0, body, name.length + head.length, tail.length);
        return commandFrame(body);
    }

    private static byte[] subscriptionMessage(int kind, byte[] topic) {
        int bodyBytes = 1 + topic.length;
        byte[] frame = new byte[Frames.headerBytes(bodyBytes) + bodyBytes];
        int at = Frames.putHeader(frame, 0, 0, bodyBytes);
        frame[at] = (byte) kind;
        System.arraycopy(topic, 0, frame, at + 1, topic.length);
        return frame;
    }
}
