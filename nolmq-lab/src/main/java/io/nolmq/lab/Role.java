package io.nolmq.lab;

import java.time.Duration;
import java.util.Locale;

/** The programs of the lab by the names of the command line, each with the endpoint of the document and its pace. */
public enum Role {
    /** Publishes the time. */
    PUB("tcp://*:12345", Plan.UNLIMITED, Duration.ofSeconds(1)),
    /** Subscribes to it. */
    SUB("tcp://localhost:12345", Plan.UNLIMITED, Duration.ZERO),
    /** Produces work. */
    PUSH("tcp://*:9999", Plan.UNLIMITED, Duration.ofSeconds(1)),
    /** Does it. */
    PULL("tcp://localhost:9999", Plan.UNLIMITED, Duration.ZERO),
    /** Answers. */
    SERVER("tcp://*:5555", Plan.UNLIMITED, Duration.ZERO),
    /** Asks, ten times. */
    CLIENT("tcp://localhost:5555", 10, Duration.ZERO);

    private final String endpoint;
    private final long count;
    private final Duration every;

    Role(String endpoint, long count, Duration every) {
        this.endpoint = endpoint;
        this.count = count;
        this.every = every;
    }

    /**
     * What holds when nothing else is said.
     *
     * @return the endpoint, count, pace and time by default
     */
    public Plan plan() {
        return new Plan(endpoint, count, every, Plan.FOREVER);
    }

    /**
     * The program.
     *
     * @param workerId what a worker calls itself; nothing to the others
     * @return a new program
     */
    public Program program(String workerId) {
        return switch (this) {
            case PUB -> new Publisher();
            case SUB -> new Subscriber();
            case PUSH -> new Producer();
            case PULL -> new Worker(workerId);
            case SERVER -> new Server();
            case CLIENT -> new Client();
        };
    }

    /** The name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
