package io.nolmq.internal.zmtp;

import io.nolmq.spi.CommandSink;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes down what a decoder finds, in the order in which it finds it. */
final class RecordingSink implements CommandSink {
    private final List<String> log;

    RecordingSink(List<String> log) {
        this.log = log;
    }

    @Override
    public void onPing(int ttlDeciseconds, byte[] context) {
        log.add("PING " + ttlDeciseconds + " " + text(context));
    }

    @Override
    public void onPong(byte[] context) {
        log.add("PONG " + text(context));
    }

    @Override
    public void onSubscribe(byte[] topic) {
        log.add("SUBSCRIBE " + text(topic));
    }

    @Override
    public void onCancel(byte[] topic) {
        log.add("CANCEL " + text(topic));
    }

    @Override
    public void onUnknownCommand() {
        log.add("unknown");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
