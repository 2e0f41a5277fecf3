package io.nolmq.internal.zmtp;

import io.nolmq.message.Reason;
import io.nolmq.spi.PatternTraits;
import io.nolmq.spi.ProtocolException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The properties in READY: repeated name length u8, name, value length u32 BE, value. Names are compared without regard
 * to case; a name that comes twice is ambiguous and refused.
 */
final class Metadata {
    static final String SOCKET_TYPE = "Socket-Type";
    static final String IDENTITY = "Identity";

    private final Map<String, byte[]> valueByLowerCaseName = new LinkedHashMap<>();

    /** The block that we send. */
    static byte[] encode(PatternTraits traits, byte[] routingId, Map<String, String> properties) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        append(block, SOCKET_TYPE, traits.type().name().getBytes(StandardCharsets.US_ASCII));
        if (traits.has(PatternTraits.Trait.ANNOUNCES_ROUTING_ID)) {
            append(block, IDENTITY, routingId);
        }
        properties.forEach((name, value) -> append(block, name, value.getBytes(StandardCharsets.UTF_8)));
        return block.toByteArray();
    }

    private static void append(ByteArrayOutputStream block, String name, byte[] value) {
        block.write(name.length());
        block.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        block.write(value.length >>> 24);
        block.write(value.length >>> 16);
        block.write(value.length >>> 8);
        block.write(value.length);
        block.writeBytes(value);
    }

    static Metadata parse(byte[] block) throws ProtocolException {
        Metadata metadata = new Metadata();
        int at = 0;
        while (at < block.length) {
            int nameBytes = block[at++] & 0xff;
            if (nameBytes == 0 || block.length - at < nameBytes + 4) {
                throw malformed("a property's name is empty or cut short");
            }
            String name = new String(block, at, nameBytes, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
            at += nameBytes;
            int valueBytes = ((block[at] & 0xff) << 24)
                    | ((block[at + 1] & 0xff) << 16)
                    | ((block[at + 2] & 0xff) << 8)
                    | (block[at + 3] & 0xff);
            at += 4;
            if (valueBytes < 0 || block.length - at < valueBytes) {
                throw malformed("a property's value is cut short");
            }
            byte[] value = Arrays.copyOfRange(block, at, at + valueBytes);
            at += valueBytes;
            if (metadata.valueByLowerCaseName.putIfAbsent(name, value) != null) {
                throw malformed("a property comes twice");
            }
        }
        return metadata;
    }

    byte @Nullable [] value(String name) {
        return valueByLowerCaseName.get(name.toLowerCase(Locale.ROOT));
    }

    /** All properties as text, by name in lower case. */
    Map<String, String> asText() {
        Map<String, String> text = new LinkedHashMap<>();
        valueByLowerCaseName.forEach((name, value) -> text.put(name, new String(value, StandardCharsets.UTF_8)));
        return text;
    }

    private static ProtocolException malformed(String detail) {
        return new ProtocolException(Reason.HANDSHAKE, detail);
    }
}
