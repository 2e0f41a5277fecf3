package io.nolmq.cli;

import io.nolmq.cli.shell.ExitCode;
import io.nolmq.message.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A message in each line: {@code {"frames":["a",{"hex":"00ff"},{"text":"b"}]}}. A {@code routing_id} in hexadecimal
 * becomes the frame before the others, so that what {@code -o json} printed can be sent again.
 */
final class JsonMessages implements MessageSource {
    private static final String FORM = "each line must read {\"frames\":[\"a\",{\"hex\":\"00ff\"}]}";

    private final SplitMessages lines;
    private int line;

    JsonMessages(InputStream in) {
        this.lines = new SplitMessages(in, '\n');
    }

    @Override
    public @Nullable Message next() throws IOException {
        byte[] text;
        do {
            text = lines.nextPiece();
            line++;
        } while (text != null && new String(text, StandardCharsets.UTF_8).isBlank());
        return text == null ? null : message(text);
    }

    private Message message(byte[] text) {
        Object value;
        try {
            value = JsonValue.read(text);
        } catch (JacksonException malformed) {
            throw bad(malformed.getOriginalMessage());
        }
        if (!(value instanceof Map<?, ?> members)
                || !(members.get("frames") instanceof List<?> given)
                || given.isEmpty()) {
            throw bad("no frames");
        }
        List<byte[]> frames = new ArrayList<>();
        if (members.get("routing_id") instanceof String routingId) {
            frames.add(bytes(routingId));
        }
        given.forEach(frame -> frames.add(frame(frame)));
        return Message.wrap(frames);
    }

    private byte[] frame(@Nullable Object frame) {
        if (frame instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        if (frame instanceof Map<?, ?> members) {
            if (members.get("hex") instanceof String hex) {
                return bytes(hex);
            }
            if (members.get("text") instanceof String text) {
                return text.getBytes(StandardCharsets.UTF_8);
            }
        }
        throw bad("a frame must be a text, {\"text\":\"…\"} or {\"hex\":\"…\"}");
    }

    private byte[] bytes(String hex) {
        try {
            return HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException malformed) {
            throw bad("no hexadecimal bytes: \"" + hex + "\"");
        }
    }

    private CommandException bad(String what) {
        return new CommandException(
                ExitCode.FAILED, "cannot read message: line=" + line + ", error=" + what + "; " + FORM);
    }
}
