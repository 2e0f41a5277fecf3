package io.nolmq.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SideTest {
    private static final int THREADS = 4;

    private final Side side = new Side();

    private static void runAll(Runnable... bodies) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (Runnable body : bodies) {
            Thread thread = new Thread(body);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void holdersExcludeEachOther() throws InterruptedException {
        int rounds = 200_000;
        long[] count = new long[1];
        Runnable body = () -> {
            for (int i = 0; i < rounds; i++) {
                side.lock();
                count[0]++;
                side.unlock();
            }
        };
        runAll(body, body, body, body);
        assertThat(count[0]).isEqualTo((long) THREADS * rounds);
        assertThat(side.isHeld()).isFalse();
    }

    @Test
    void postedWorkRunsExactlyOnceUnderTheSideAndInOrder() throws InterruptedException {
        int rounds = 100_000;
        long[] held = new long[1];
        List<Integer> order = new ArrayList<>();
        Runnable poster = () -> {
            for (int i = 0; i < rounds; i++) {
                int number = i;
                side.post(() -> {
                    held[0]++;
                    order.add(number);
                });
            }
        };
        Runnable holder = () -> {
            for (int i = 0; i < rounds; i++) {
                side.lock();
                held[0]++;
                side.unlock();
            }
        };
        runAll(poster, holder, holder);
        assertThat(held[0]).isEqualTo(3L * rounds);
        assertThat(order).hasSize(rounds).isSorted();
    }

    @Test
    void aStreamOfPostsKeepsNoHolderAndNothingIsLost() {
        ArrayDeque<Runnable> handedOver = new ArrayDeque<>();
        Side busy = new Side(handedOver::add);
        int letters = 10 * Side.ROUNDS_MAXIMUM;
        int[] ran = new int[1];
        Runnable letter = new Runnable() {
            @Override
            public void run() {
                if (++ran[0] < letters) {
                    busy.post(this);
                }
            }
        };
        busy.lock();
        busy.post(letter);
        busy.unlock();
        for (int expected = Side.ROUNDS_MAXIMUM; expected < letters; expected += Side.ROUNDS_MAXIMUM) {
            assertThat(ran[0]).as("letters run by one holder after the other").isEqualTo(expected);
            assertThat(busy.isHeld()).isFalse();
            assertThat(handedOver).hasSize(1);
            handedOver.remove().run();
        }
        while (!handedOver.isEmpty()) {
            handedOver.remove().run();
        }
        assertThat(ran[0]).isEqualTo(letters);
        assertThat(busy.isHeld()).isFalse();
    }

    @Test
    void whatIsHandedOverIsRunOnceAndInOrderHoweverManyHoldAndPost() throws InterruptedException {
        ExecutorService background = Executors.newSingleThreadExecutor();
        Side busy = new Side(background);
        int rounds = 100_000;
        List<Integer> order = new ArrayList<>();
        Runnable poster = () -> {
            for (int i = 0; i < rounds; i++) {
                int number = i;
                busy.post(() -> order.add(number));
            }
        };
        Runnable holder = () -> {
            for (int i = 0; i < rounds; i++) {
                busy.lock();
                busy.unlock();
            }
        };
        runAll(poster, holder, holder);
        background.shutdown();
        assertThat(background.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(order).hasSize(rounds).isSorted();
    }

    @Test
    void workThatFailsHurtsNobody() {
        AtomicBoolean ran = new AtomicBoolean();
        side.lock();
        side.post(() -> {
            throw new IllegalStateException("on purpose");
        });
        side.post(() -> ran.set(true));
        assertThat(ran).isFalse();
        side.unlock();
        assertThat(ran).isTrue();
        assertThat(side.isHeld()).isFalse();
    }

    @Test
    void workForAnotherSideIsDoneOnceThisOneIsFree() {
        Side other = new Side();
        List<String> log = new ArrayList<>();
        side.lock();
        side.postAfterUnlock(other, () -> log.add("this held: " + side.isHeld() + ", other held: " + other.isHeld()));
        assertThat(log).isEmpty();
        side.unlock();
        assertThat(log).containsExactly("this held: false, other held: true");
        assertThat(other.isHeld()).isFalse();
    }

    @Test
    void anInterruptNeitherBreaksTheWaitNorIsLost() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        AtomicBoolean flag = new AtomicBoolean();
        AtomicBoolean heldAlone = new AtomicBoolean();
        side.lock();
        Thread waiting = new Thread(() -> {
            started.countDown();
            side.lock();
            heldAlone.set(side.isHeld());
            side.unlock();
            flag.set(Thread.interrupted());
        });
        waiting.start();
        started.await();
        while (waiting.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        waiting.interrupt();
        side.unlock();
        waiting.join();
        assertThat(heldAlone).isTrue();
        assertThat(flag).isTrue();
    }

    @Test
    void aWaiterThatGivesUpPassesItsTurnOn() throws InterruptedException {
        WaitQueue queue = new WaitQueue();
        ThreadWaiter first = queue.enter();
        ThreadWaiter second = queue.enter();
        queue.wakeOne();
        assertThat(first.isWoken()).isTrue();
        assertThat(second.isWoken()).isFalse();
        queue.leave(first);
        assertThat(second.isWoken()).isTrue();
        assertThat(queue.isEmpty()).isTrue();
    }
}
