package io.nolmq.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class IoThreadTest {
    @Test
    void workThatComesAfterTheEndIsDoneByWhoeverBringsIt() throws IOException, InterruptedException {
        IoThread io = new IoThread("test-io", NanoClock.SYSTEM);
        io.stop();
        assertThat(io.awaitEnd(TimeUnit.SECONDS.toNanos(30))).isTrue();
        List<String> log = new ArrayList<>();
        io.execute(() -> {
            io.execute(() -> log.add("asked for meanwhile"));
            io.afterNextSelect(new Letter(() -> log.add("behind a select that does not come")));
            log.add("late");
        });
        assertThat(log).containsExactly("late", "asked for meanwhile", "behind a select that does not come");
    }

    @Test
    void nothingIsLostBetweenTheEndAndThoseWhoBringWork() throws IOException, InterruptedException {
        for (int round = 0; round < 50; round++) {
            IoThread io = new IoThread("test-io", NanoClock.SYSTEM);
            int[] done = new int[1];
            Thread stopping = new Thread(io::stop);
            stopping.start();
            for (int i = 0; i < 1_000; i++) {
                io.execute(() -> done[0]++);
            }
            stopping.join();
            assertThat(io.awaitEnd(TimeUnit.SECONDS.toNanos(30))).isTrue();
            io.execute(() -> done[0]++);
            assertThat(done[0]).isEqualTo(1_001);
        }
    }
}
