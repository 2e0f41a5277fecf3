package io.nolmq.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SpscQueueTest {
    private static final int ELEMENTS = 500_000;

    @Test
    void theBoundIsExactAlsoBeyondTheEndOfAChunk() {
        for (int capacity : new int[] {1, 2, 127, 128, 129, 1000}) {
            SpscQueue<Integer> queue = new SpscQueue<>(capacity);
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < capacity; i++) {
                    assertThat(queue.isFull()).isFalse();
                    assertThat(queue.offer(i)).isTrue();
                }
                assertThat(queue.isFull()).isTrue();
                assertThat(queue.offer(-1)).isFalse();
                assertThat(queue.size()).isEqualTo(capacity);
                assertThat(queue.poll()).isZero();
                assertThat(queue.offer(capacity)).isTrue();
                assertThat(queue.offer(-1)).isFalse();
                for (int i = 1; i <= capacity; i++) {
                    assertThat(queue.poll()).isEqualTo(i);
                }
                assertThat(queue.poll()).isNull();
                assertThat(queue.size()).isZero();
            }
        }
    }

    @Test
    void aCapacityOfZeroIsNoBound() {
        SpscQueue<Integer> queue = new SpscQueue<>(0);
        for (int i = 0; i < 100_000; i++) {
            assertThat(queue.offer(i)).isTrue();
        }
        assertThat(queue.isFull()).isFalse();
    }

    @Test
    void theBoundMayChangeAndDropsNothing() {
        SpscQueue<Integer> queue = new SpscQueue<>(2);
        assertThat(queue.offer(0) && queue.offer(1)).isTrue();
        assertThat(queue.offer(-1)).isFalse();
        queue.setCapacity(3);
        assertThat(queue.offer(2)).isTrue();
        assertThat(queue.offer(-1)).isFalse();
        queue.setCapacity(1);
        queue.add(3);
        assertThat(queue.size()).isEqualTo(4);
        for (int i = 0; i < 4; i++) {
            assertThat(queue.offer(-1)).isFalse();
            assertThat(queue.poll()).isEqualTo(i);
        }
        assertThat(queue.offer(4)).isTrue();
        assertThat(queue.isFull()).isTrue();
        queue.setCapacity(0);
        assertThat(queue.isFull()).isFalse();
    }

    @Test
    void itDoesWhatASimpleQueueDoes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            int capacity = 1 + random.nextInt(300);
            SpscQueue<Integer> queue = new SpscQueue<>(capacity);
            ArrayDeque<Integer> model = new ArrayDeque<>();
            for (int step = 0; step < 2_000; step++) {
                if (random.nextInt(100) < (step / 200 % 2 == 0 ? 70 : 30)) {
                    boolean room = model.size() < capacity;
                    assertThat(queue.offer(step)).as("seed " + seed).isEqualTo(room);
                    if (room) {
                        model.add(step);
                    }
                } else {
                    assertThat(queue.poll()).as("seed " + seed).isEqualTo(model.poll());
                }
                assertThat(queue.size()).as("seed " + seed).isEqualTo(model.size());
            }
        }
    }

    @Test
    void twoThreadsHandOverEveryElementInOrder() throws Exception {
        for (int capacity : new int[] {1, 3, 1000, 0}) {
            SpscQueue<long[]> queue = new SpscQueue<>(capacity);
            CompletableFuture<Void> producer = CompletableFuture.runAsync(() -> {
                for (long i = 0; i < ELEMENTS / 5; i++) {
                    long[] element = {i, ~i};
                    while (!queue.offer(element)) {
                        Thread.yield();
                    }
                }
            });
            for (long i = 0; i < ELEMENTS / 5; i++) {
                long[] element = queue.poll();
                while (element == null) {
                    Thread.yield();
                    element = queue.poll();
                }
                if (element[0] != i || element[1] != ~i) {
                    throw new AssertionError("got " + element[0] + " for " + i);
                }
            }
            producer.get(10, TimeUnit.SECONDS);
            assertThat(queue.poll()).isNull();
        }
    }
}
