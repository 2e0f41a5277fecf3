package io.nolmq.bench.end;

/**
 * The command line of an end, the same as that of the end in C.
 *
 * @param role what to play
 * @param endpoint where to bind or connect
 * @param sizeBytes bytes in a message
 * @param seconds how long to measure
 * @param warmUpSeconds seconds of the same work before, which do not count
 * @param peers binding end: how many sockets connect
 * @param sockets connecting end: how many sockets to open
 * @param threads sub: how many threads receive, 0 = one for each socket
 * @param burst push: messages to one socket before it is the next one's turn
 * @param rate paced-push: messages each second
 * @param highWaterMark of both directions, -1 = the library's default
 */
record EndOptions(
        String role,
        String endpoint,
        int sizeBytes,
        double seconds,
        double warmUpSeconds,
        int peers,
        int sockets,
        int threads,
        int burst,
        double rate,
        int highWaterMark) {

    private static final double NANOS = 1e9;

    /** Reads {@code ROLE ENDPOINT [--option value]...}. */
    static EndOptions parse(String... arguments) {
        if (arguments.length < 2 || arguments.length % 2 != 0) {
            throw new IllegalArgumentException("usage: LIBRARY ROLE ENDPOINT [--option value]...");
        }
        EndOptions options = new EndOptions(arguments[0], arguments[1], 64, 5, 0, 1, 1, 0, 1, 1000, -1);
        for (int i = 2; i < arguments.length; i += 2) {
            options = options.with(arguments[i], Double.parseDouble(arguments[i + 1]));
        }
        return options;
    }

    private EndOptions with(String name, double value) {
        int whole = (int) value;
        return new EndOptions(
                role,
                endpoint,
                name.equals("--size") ? whole : sizeBytes,
                name.equals("--seconds") ? value : seconds,
                name.equals("--warm-up") ? value : warmUpSeconds,
                name.equals("--peers") ? whole : peers,
                name.equals("--sockets") ? whole : sockets,
                name.equals("--threads") ? whole : threads,
                name.equals("--burst") ? whole : burst,
                name.equals("--rate") ? value : rate,
                name.equals("--hwm") ? whole : known(name) ? highWaterMark : refuse(name));
    }

    private static boolean known(String name) {
        return switch (name) {
            case "--size", "--seconds", "--warm-up", "--peers", "--sockets", "--threads", "--burst", "--rate" -> true;
            default -> false;
        };
    }

    private static int refuse(String name) {
        throw new IllegalArgumentException("unknown option: " + name);
    }

    long measureNanos() {
        return (long) (seconds * NANOS);
    }

    long warmUpNanos() {
        return (long) (warmUpSeconds * NANOS);
    }

    /** How often a sender of that size looks at the clock, in messages. */
    int clockEvery(int small) {
        return sizeBytes > 4096 ? 1 : small;
    }
}
