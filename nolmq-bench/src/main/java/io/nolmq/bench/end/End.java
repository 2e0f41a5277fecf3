package io.nolmq.bench.end;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * One end of a benchmark, in a process of its own: {@code End LIBRARY ROLE ENDPOINT [--option value]...}. A role that binds
 * first prints {@code bound ENDPOINT}; every role prints one line of JSON. A role that sends then stays, with its
 * connections, until its standard input ends.
 */
public final class End {
    private static final Set<String> SENDING = Set.of("push", "pub", "paced-push", "idle-push");
    private static final long HIGHEST_NANOS = TimeUnit.HOURS.toNanos(2);

    private End() {}

    /**
     * Plays a role.
     *
     * @param arguments library, role, endpoint, options
     * @throws IOException when standard input cannot be read
     */
    @SuppressWarnings("SystemOut") // the result belongs there
    public static void main(String[] arguments) throws IOException {
        EndOptions options = EndOptions.parse(List.of(arguments)
                .subList(Math.min(1, arguments.length), arguments.length)
                .toArray(String[]::new));
        Library library = Library.named(arguments[0], options.highWaterMark());
        EndResult result = play(library, options);
        if (SENDING.contains(options.role())) {
            System.out.println(result.json(options.role(), library.name()));
            System.in.transferTo(OutputStream.nullOutputStream());
            System.exit(0);
        }
        library.close();
        System.out.println(result.json(options.role(), library.name()));
    }

    private static EndResult play(Library library, EndOptions options) {
        return switch (options.role()) {
            case "pull" -> Throughput.playPull(library, options);
            case "push" -> Throughput.playPush(library, options);
            case "pub" -> FanOut.playPub(library, options);
            case "sub" -> FanOut.playSub(library, options);
            case "rep" -> RoundTrip.playRep(library, options);
            case "req" -> RoundTrip.playReq(library, options);
            case "paced-pull" -> Paced.playPull(library, options);
            case "paced-push" -> Paced.playPush(library, options);
            case "inproc-throughput" -> Throughput.playInproc(library, options);
            case "inproc-round-trip" -> RoundTrip.playInproc(library, options);
            case "idle-pull" -> Idle.playPull(library, options);
            case "idle-push" -> Idle.playPush(library, options);
            default -> throw new IllegalArgumentException("unknown role: " + options.role());
        };
    }

    /** Tells the runner where a socket is bound. */
    @SuppressWarnings("SystemOut") // the runner reads it there
    static void announce(String endpoint) {
        System.out.println("bound " + endpoint);
        System.out.flush();
    }

    static Histogram histogram() {
        return new Histogram(HIGHEST_NANOS, 3);
    }

    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("interrupted while waiting for " + thread.getName(), interrupted);
        }
    }
}
