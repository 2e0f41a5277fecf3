package io.nolmq.lab;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;

/** A program that runs, whoever wrote it. */
interface Runs extends AutoCloseable {
    Duration PATIENCE = Duration.ofSeconds(30);

    Lines out();

    Lines err();

    /** Ends the program. */
    @Override
    void close();

    /** The endpoint that it has bound, as it says itself. */
    default String boundEndpoint() {
        await().atMost(PATIENCE).until(() -> !err().all().isEmpty());
        return err().all().get(0).substring("bound to ".length()).replace("0.0.0.0", "127.0.0.1");
    }

    /** Waits until it has printed these lines, among others. */
    default void awaitLines(List<String> wanted) {
        await().atMost(PATIENCE).until(() -> out().all().containsAll(wanted));
    }

    /** Its first lines, as soon as there are so many. */
    default List<String> awaitLines(int count) {
        await().atMost(PATIENCE).until(() -> out().all().size() >= count);
        return out().all().subList(0, count);
    }
}
