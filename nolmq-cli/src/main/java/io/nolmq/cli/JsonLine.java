package io.nolmq.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HexFormat;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A message as {@code {"seq":1,"time":"…","routing_id":"…","frames":[{"text":"…"}],"size":31}}. */
final class JsonLine {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonLine() {}

    static void write(ReceivedMessage message, OutputStream out) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), line)) {
            generator.writeStartObject();
            generator.writeNumberProperty("seq", message.sequence());
            generator.writeStringProperty("time", message.time().toString());
            if (!message.routingId().isEmpty()) {
                generator.writeStringProperty("routing_id", message.routingId());
            }
            generator.writeArrayPropertyStart("frames");
            message.frames().forEach(frame -> frame(generator, frame));
            generator.writeEndArray();
            generator.writeNumberProperty("size", message.sizeBytes());
            generator.writeEndObject();
        }
        line.write('\n');
        line.writeTo(out);
    }

    private static void frame(JsonGenerator generator, byte[] frame) {
        String text = Utf8.decode(frame);
        generator.writeStartObject();
        if (text == null) {
            generator.writeStringProperty("hex", HexFormat.of().formatHex(frame));
        } else {
            generator.writeStringProperty("text", text);
        }
        generator.writeEndObject();
    }
}
