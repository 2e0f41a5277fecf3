package io.nolmq.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InputBudgetTest {
    private static final int FLOOR = InputBudget.FLOOR_BYTES;
    private static final long LIMIT = 1_000_000;
    private static final boolean PART = false;
    private static final boolean WHOLE = true;

    private final ManualClock clock = new ManualClock(0);
    private final IoThread io;
    private final InputBudget budget = new InputBudget(LIMIT, clock);
    private final InputBudget.Turns turns = budget.turns();
    private final List<String> told = new ArrayList<>();

    InputBudgetTest() throws IOException {
        io = new IoThread("test-io", clock);
    }

    @AfterEach
    void stop() {
        io.stop();
    }

    private InputBudget.Account account(InputBudget.Turns of, String name) {
        return of.account(io, () -> told.add("resume " + name), () -> told.add("close " + name));
    }

    private InputBudget.Account account(String name) {
        return account(turns, name);
    }

    /** What the accounts were told since the last call. */
    private List<String> told() throws InterruptedException {
        for (int turn = 0; turn < 3; turn++) { // a timer's work may post more
            CountDownLatch done = new CountDownLatch(1);
            io.execute(done::countDown);
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        }
        List<String> all = List.copyOf(told);
        told.clear();
        return all;
    }

    private List<String> toldAfter(long millis) throws InterruptedException {
        told();
        CountDownLatch done = new CountDownLatch(1);
        io.execute(() -> {
            clock.advanceMillis(millis);
            done.countDown();
        });
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        return told();
    }

    @Test
    void theFloorIsNeitherCountedNorPaused() {
        InputBudget.Account large = account("large");
        InputBudget.Account small = account("small");
        large.settle(0, LIMIT + FLOOR);
        small.settle(10, FLOOR - 10);
        assertThat(budget.heldBytes()).isEqualTo(LIMIT);
        assertThat(small.isCharged()).isFalse();
        assertThat(small.mayRead(PART)).isTrue();
    }

    @Test
    void belowTheLimitEverybodyReads() {
        InputBudget.Account one = account("one");
        one.settle(LIMIT - 1, FLOOR);
        assertThat(one.mayRead(WHOLE)).isTrue();
        one.settle(LIMIT, FLOOR);
        assertThat(one.mayRead(WHOLE)).isFalse();
    }

    @Test
    void atTheLimitOneOfEachSocketReadsOnAndTheOthersWaitInOrder() throws Exception {
        InputBudget.Account first = account("first");
        InputBudget.Account second = account("second");
        InputBudget.Account third = account("third");
        InputBudget.Account elsewhere = account(budget.turns(), "elsewhere");
        for (InputBudget.Account each : List.of(first, second, third, elsewhere)) {
            each.settle(0, FLOOR + LIMIT / 4);
        }
        assertThat(first.mayRead(PART)).isTrue();
        assertThat(second.mayRead(PART)).isFalse();
        assertThat(third.mayRead(PART)).isFalse();
        assertThat(elsewhere.mayRead(PART)).isTrue();
        assertThat(first.mayRead(PART)).as("it still has its turn").isTrue();
        assertThat(first.mayRead(WHOLE))
                .as("the application has to take the message first")
                .isFalse();
        assertThat(told()).isEmpty();
        first.settleTaken(0, FLOOR + LIMIT / 2);
        assertThat(told()).containsExactly("resume second");
        assertThat(first.mayRead(PART)).isFalse();
        second.leave();
        assertThat(told()).containsExactly("resume third");
        third.settle(0, 0);
        assertThat(told()).containsExactly("resume first");
    }

    @Test
    void aMessageAboveTheLimitPassesOnlyWhileNobodyElseIsAboveTheFloor() throws Exception {
        InputBudget.Account first = account("first");
        InputBudget.Account elsewhere = account(budget.turns(), "elsewhere");
        elsewhere.settle(0, FLOOR + 1);
        first.settle(0, FLOOR + LIMIT - 1);
        assertThat(first.mayRead(PART)).isTrue();
        first.settle(0, FLOOR + LIMIT);
        assertThat(first.mayRead(PART)).isFalse();
        assertThat(elsewhere.mayRead(PART)).isTrue();
        elsewhere.leave();
        elsewhere.settle(0, 0);
        assertThat(told()).containsExactly("resume first");
        assertThat(first.mayRead(PART)).isTrue();
    }

    @Test
    void whereThereIsRoomAgainOneAfterTheOtherIsTold() throws Exception {
        InputBudget.Account stuck = account(budget.turns(), "stuck");
        stuck.settle(LIMIT, FLOOR);
        InputBudget.Account holder = account("holder");
        InputBudget.Account first = account("first");
        InputBudget.Account second = account("second");
        for (InputBudget.Account each : List.of(holder, first, second)) {
            each.settle(0, FLOOR + 10);
            each.mayRead(PART);
        }
        stuck.settleTaken(0, 0);
        assertThat(told()).containsExactly("resume first");
        first.settle(0, FLOOR + 20);
        assertThat(told()).containsExactly("resume second");
        assertThat(second.mayRead(PART)).isTrue();
    }

    @Test
    void theLargestThatCompletesNothingForTenSecondsIsClosed() throws Exception {
        InputBudget.Account small = account("small");
        InputBudget.Account large = account(budget.turns(), "large");
        small.settle(0, FLOOR + LIMIT / 3);
        large.settle(0, FLOOR + LIMIT / 3);
        assertThat(toldAfter(60_000)).as("below the limit").isEmpty();
        large.settle(0, FLOOR + LIMIT);
        assertThat(toldAfter(9_000)).isEmpty();
        assertThat(toldAfter(1_000)).containsExactly("close large");
        large.settle(0, 0);
        assertThat(toldAfter(60_000)).isEmpty();
    }

    @Test
    void timeInWhichAConnectionWasKeptFromReadingDoesNotCount() throws Exception {
        InputBudget.Account holder = account("holder");
        InputBudget.Account kept = account("kept");
        InputBudget.Account untaken = account("untaken");
        holder.settle(0, FLOOR + LIMIT / 2);
        kept.settle(0, FLOOR + LIMIT);
        untaken.settle(100, FLOOR + LIMIT / 4);
        assertThat(holder.mayRead(PART)).isTrue();
        assertThat(kept.mayRead(PART)).isFalse();
        assertThat(untaken.mayRead(WHOLE)).isFalse();
        assertThat(toldAfter(10_000)).containsExactly("close holder");
        holder.leave();
        holder.settle(0, 0);
        assertThat(told()).containsExactly("resume kept");
        assertThat(toldAfter(9_000)).isEmpty();
        assertThat(toldAfter(1_000)).containsExactly("close kept");
    }

    @Test
    void theOnlyOneAboveItsFloorIsLeftAlone() throws Exception {
        InputBudget.Account only = account("only");
        only.settle(0, 10 * LIMIT);
        assertThat(only.mayRead(PART)).isTrue();
        assertThat(toldAfter(60_000)).isEmpty();
    }
}
