package io.nolmq.internal.queue;

/**
 * Room around the fields of a class between them, so that what one thread writes all the time shares no cache line, nor the
 * pair of lines that is fetched together, with what another thread uses. The virtual machine lays out the fields of a
 * superclass before those of its subclasses.
 */
@SuppressWarnings("unused") // they only take up room
final class CacheLines {
    private CacheLines() {}

    /** Stands before the fields. */
    abstract static class Before {
        private long a0;
        private long a1;
        private long a2;
        private long a3;
        private long a4;
        private long a5;
        private long a6;
        private long a7;
        private long b0;
        private long b1;
        private long b2;
        private long b3;
        private long b4;
        private long b5;
        private long b6;
        private long b7;
    }
}
