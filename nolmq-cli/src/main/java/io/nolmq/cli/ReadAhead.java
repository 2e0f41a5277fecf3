package io.nolmq.cli;

import io.nolmq.message.Message;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads a source on a thread of its own, because a read of standard input cannot be interrupted. The thread is a daemon
 * that may stay in its read until the process ends.
 */
final class ReadAhead implements MessageSource {
    private static final int MESSAGES = 256;

    /** One thing read: a message, a failure, or, with neither, the end. */
    private record Item(@Nullable Message message, @Nullable Throwable failure) {}

    private static final Item END = new Item(null, null);

    private final MessageSource source;
    private final BlockingQueue<Item> items = new ArrayBlockingQueue<>(MESSAGES);
    private boolean ended;

    private ReadAhead(MessageSource source) {
        this.source = source;
    }

    static ReadAhead start(MessageSource source) {
        ReadAhead ahead = new ReadAhead(source);
        Thread reader = new Thread(ahead::read, "nol-input");
        reader.setDaemon(true);
        reader.start();
        return ahead;
    }

    @Override
    public @Nullable Message next() throws IOException, InterruptedException {
        if (ended) {
            return null;
        }
        Item item = items.take();
        ended = item.message == null;
        if (item.failure instanceof IOException failure) {
            throw failure;
        }
        if (item.failure instanceof RuntimeException failure) {
            throw failure;
        }
        return item.message;
    }

    private void read() {
        try {
            Item item;
            do {
                item = readOrFail();
                items.put(item);
            } while (item.message != null);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Item readOrFail() throws InterruptedException {
        try {
            Message message = source.next();
            return message == null ? END : new Item(message, null);
        } catch (IOException | RuntimeException failure) {
            return new Item(null, failure);
        }
    }
}
