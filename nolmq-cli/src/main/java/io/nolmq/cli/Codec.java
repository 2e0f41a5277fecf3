package io.nolmq.cli;

import io.nolmq.lab.Pickle;
import io.nolmq.lab.UnreadablePickleException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.razorvine.pickle.Pickler;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;

/** How the payload, the last frame of a message, is written and read. */
enum Codec {
    /** The bytes as they are. */
    RAW {
        @Override
        byte[] encode(byte[] text) {
            return text;
        }

        @Override
        byte[] decode(byte[] payload) {
            return payload;
        }
    },
    /** A Python pickle of the JSON value that the text is, or of the text itself; printed as JSON, texts plain. */
    PICKLE {
        @Override
        byte[] encode(byte[] text) throws IOException {
            return new Pickler().dumps(value(text));
        }

        @Override
        byte[] decode(byte[] payload) throws IOException {
            try {
                return plain(Pickle.loadsPlain(payload), MAX_PRINTED_BYTES);
            } catch (UnreadablePickleException unreadable) {
                throw new IOException(unreadable.getMessage(), unreadable);
            } catch (StreamConstraintsException tooDeep) {
                throw new IOException("cannot be JSON: nested too deep, or in itself", tooDeep);
            } catch (JacksonException unprintable) {
                throw new IOException("cannot be JSON: " + unprintable.getOriginalMessage(), unprintable);
            }
        }
    },
    /** A JSON value in its shortest form; text that is no JSON becomes a JSON string. */
    JSON {
        @Override
        byte[] encode(byte[] text) {
            return JsonValue.write(value(text), Integer.MAX_VALUE);
        }

        @Override
        byte[] decode(byte[] payload) throws IOException {
            try {
                return plain(JsonValue.read(payload), Integer.MAX_VALUE);
            } catch (JacksonException malformed) {
                throw new IOException("not JSON: " + malformed.getOriginalMessage(), malformed);
            }
        }
    };

    /** A small pickle can stand for endless text. */
    private static final int MAX_PRINTED_BYTES = 16 << 20;

    /** The payload for what the user typed. */
    abstract byte[] encode(byte[] text) throws IOException;

    /** Returns the text to print for a payload. */
    abstract byte[] decode(byte[] payload) throws IOException;

    private static @Nullable Object value(byte[] text) {
        try {
            return JsonValue.read(text);
        } catch (JacksonException notJson) {
            return new String(text, StandardCharsets.UTF_8);
        }
    }

    private static byte[] plain(@Nullable Object value, int maxBytes) {
        return value instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : JsonValue.write(value, maxBytes);
    }
}
