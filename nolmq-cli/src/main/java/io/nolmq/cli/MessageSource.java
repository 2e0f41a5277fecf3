package io.nolmq.cli;

import io.nolmq.message.Message;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where the messages to send come from. */
interface MessageSource {
    /**
     * The next message.
     *
     * @return null at the end
     * @throws InterruptedException when the thread is interrupted while it waits for input
     */
    @Nullable
    Message next() throws IOException, InterruptedException;

    /** Whether it ends of itself; one that does not is stopped by its user. */
    default boolean ends() {
        return true;
    }
}
