package io.nolmq.bench.end;

/** A library under test: a context with one I/O thread, and its sockets with the library's default options. */
interface Library extends AutoCloseable {
    /** Name and version. */
    String name();

    BenchSocket push();

    BenchSocket pull();

    BenchSocket req();

    BenchSocket rep();

    BenchPublisher pub();

    /** A subscriber to everything. */
    BenchSocket sub();

    /** Waits until all that was sent by closed sockets has gone out. */
    @Override
    void close();

    /** The library of that name. */
    static Library named(String name, int highWaterMark) {
        return switch (name) {
            case "nolmq" -> new NolmqLibrary(highWaterMark);
            case "jeromq" -> new JeromqLibrary(highWaterMark);
            default -> throw new IllegalArgumentException("unknown library: " + name);
        };
    }
}
