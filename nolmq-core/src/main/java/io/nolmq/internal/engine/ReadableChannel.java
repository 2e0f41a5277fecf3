package io.nolmq.internal.engine;

import io.nolmq.spi.Pipe;
import java.nio.channels.SelectableChannel;

/** A connection that can be read, as the receive side of its socket sees it. */
public interface ReadableChannel {
    /** What reading ahead came to. */
    enum ReadAhead {
        /** Nothing more is there just now. */
        DRAINED,
        /** The high-water mark or the budget is reached: more may be there, and stays in the kernel. */
        FULL,
        /** The connection has ended, and said so to whoever owns it. */
        ENDED
    }

    /** The pipe to poll for what is read. */
    Pipe pipe();

    /** The channel, non-blocking. */
    SelectableChannel channel();

    /** Receive side: the kernel may have something, so the next poll may read. */
    void markReadable();

    /** Receive side: whether messages wait that were read ahead. */
    boolean hasQueued();

    /** Receive side, on the I/O thread: reads and decodes up to the high-water mark or the budget. */
    ReadAhead readAhead();

    /** Receive side: what was read cannot be dealt with, for want of memory. Ends the connection. */
    void fail(Throwable fault);
}
