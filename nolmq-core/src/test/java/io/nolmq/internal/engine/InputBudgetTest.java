package io.nolmq.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.kit.ManualClock;
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
    private final InputBudget budget = new InputBudget(LIMIT, clock, this::log);
    private final InputBudget.Turns turns = budget.turns();
    private final List<String> told = new ArrayList<>();
    private final List<String> logged = new ArrayList<>();
    private String reason = "";

    InputBudgetTest() throws IOException {
        io = new IoThread("test-io", clock);
    }

    @AfterEach
    void stop() {
        io.stop();
    }

    private void log(String words) {
        logged.add(words);
    }

    private InputBudget.Account account(InputBudget.Turns of, String name) {
        return of.account(io, () -> told.add("resume " + name), words -> {
            told.add("close " + name);
            reason = words;
        });
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
    void messagesAboveTheLimitGrowOneAfterTheOther() throws Exception {
        InputBudget.Account first = account("first");
        InputBudget.Account second = account(budget.turns(), "second");
        InputBudget.Account third = account(budget.turns(), "third");
        for (InputBudget.Account each : List.of(first, second, third)) {
            each.settle(0, FLOOR + LIMIT);
        }
        assertThat(first.mayRead(PART)).isTrue();
        assertThat(second.mayRead(PART)).isFalse();
        assertThat(third.mayRead(PART)).isFalse();
        first.settle(0, FLOOR + 3 * LIMIT);
        assertThat(first.mayRead(PART)).as("as large as it gets").isTrue();
        assertThat(told()).isEmpty();
        first.settle(3 * LIMIT, FLOOR);
        assertThat(told()).as("once the message is whole").containsExactly("resume second");
        assertThat(third.mayRead(PART)).isFalse();
        second.leave();
        assertThat(told()).containsExactly("resume third");
        assertThat(third.mayRead(PART)).isTrue();
    }

    @Test
    void oneSocketHoldsOneMessageAboveTheLimitAtMost() throws Exception {
        InputBudget.Account first = account("first");
        InputBudget.Account second = account("second");
        first.settle(0, FLOOR + LIMIT);
        second.settle(0, FLOOR + LIMIT);
        assertThat(first.mayRead(PART)).isTrue();
        first.settle(2 * LIMIT, 0);
        assertThat(second.mayRead(PART)).as("the application has not taken it").isFalse();
        assertThat(told()).isEmpty();
        first.settleTaken(0, 0);
        assertThat(told()).containsExactly("resume second");
        assertThat(second.mayRead(PART)).isTrue();
    }

    /** One socket that nobody receives from, two with messages above the limit; none of these takes 10 s. */
    @Test
    void messagesAboveTheLimitArriveWhateverASocketHoldsThatNobodyReceivesFrom() throws Exception {
        InputBudget.Account stuck = account(budget.turns(), "stuck");
        stuck.settle(LIMIT, FLOOR);
        List<InputBudget.Account> both = List.of(account(budget.turns(), "one"), account(budget.turns(), "other"));
        List<String> names = List.of("one", "other");
        both.forEach(each -> each.settle(0, FLOOR + LIMIT));
        assertThat(both.get(0).mayRead(PART)).isTrue();
        assertThat(both.get(1).mayRead(PART)).isFalse();
        for (int message = 0; message < 20; message++) {
            InputBudget.Account reads = both.get(message % 2);
            InputBudget.Account waits = both.get(1 - message % 2);
            for (int second = 0; second < 6; second++) {
                assertThat(toldAfter(1_000))
                        .as("message %d, second %d", message, second)
                        .isEmpty();
                reads.settle(0, FLOOR + LIMIT + second);
                assertThat(reads.mayRead(PART)).isTrue();
                assertThat(waits.mayRead(PART)).isFalse();
            }
            reads.settleTaken(0, 0);
            assertThat(told()).containsExactly("resume " + names.get(1 - message % 2));
            reads.settle(0, FLOOR + LIMIT);
            assertThat(reads.mayRead(PART)).isFalse();
        }
    }

    @Test
    void aSlowMessageOfAnySizeArrivesBesideASocketThatNobodyReceivesFrom() throws Exception {
        InputBudget.Turns idle = budget.turns();
        InputBudget.Account untaken = account(idle, "untaken");
        InputBudget.Account behind = account(idle, "behind");
        InputBudget.Account slow = account("slow");
        InputBudget.Account small = account(budget.turns(), "small");
        untaken.settle(0, FLOOR + LIMIT);
        assertThat(untaken.mayRead(PART)).isTrue();
        untaken.settle(LIMIT, FLOOR);
        behind.settle(0, FLOOR + LIMIT);
        assertThat(behind.mayRead(PART)).isFalse();
        assertThat(toldAfter(10_000)).isEmpty();
        slow.settle(0, FLOOR + LIMIT);
        assertThat(slow.mayRead(PART)).isTrue();
        assertThat(toldAfter(60_000)).isEmpty();
        slow.settleTaken(0, 0);
        small.settle(0, FLOOR + 10);
        assertThat(small.mayRead(PART)).isTrue();
        slow.settle(0, FLOOR + LIMIT / 2);
        assertThat(slow.mayRead(PART)).isTrue();
        assertThat(toldAfter(60_000))
                .as("the idle socket fills the budget, these do not")
                .isEmpty();
    }

    @Test
    void aMessageWithoutEndIsClosedWhileAnotherWaitsForIt() throws Exception {
        InputBudget.Account endless = account("endless");
        InputBudget.Account good = account(budget.turns(), "good");
        endless.settle(0, FLOOR + LIMIT);
        assertThat(endless.mayRead(PART)).isTrue();
        assertThat(toldAfter(60_000)).as("alone").isEmpty();
        good.settle(0, FLOOR + LIMIT);
        assertThat(good.mayRead(PART)).isFalse();
        for (int second = 1; second < 10; second++) {
            endless.settle(0, FLOOR + (1 + second) * LIMIT);
            assertThat(endless.mayRead(PART)).isTrue();
            assertThat(toldAfter(1_000)).isEmpty();
        }
        assertThat(toldAfter(1_000)).containsExactly("close endless");
        assertThat(reason)
                .contains("bytes of the message so far=" + (FLOOR + 10 * LIMIT))
                .contains("inputBudgetBytes=" + LIMIT)
                .contains("set inputBudgetBytes above the largest message");
        endless.leave();
        endless.settle(0, 0);
        assertThat(told()).containsExactly("resume good");
        assertThat(good.mayRead(PART)).isTrue();
        assertThat(toldAfter(60_000)).isEmpty();
    }

    @Test
    void aMessageWithoutEndIsClosedBesideASocketThatIsReceivedFrom() throws Exception {
        InputBudget.Account endless = account("endless");
        InputBudget.Account busy = account(budget.turns(), "busy");
        endless.settle(0, FLOOR + LIMIT);
        assertThat(endless.mayRead(PART)).isTrue();
        for (int second = 1; second < 10; second++) {
            busy.settle(FLOOR + 100, 0);
            assertThat(toldAfter(1_000)).isEmpty();
            busy.settleTaken(0, 0);
        }
        busy.settle(FLOOR + 100, 0);
        assertThat(toldAfter(1_000)).containsExactly("close endless");
    }

    @Test
    void whoWaitsAndWhoIsClosedIsLoggedOnceAMinute() throws Exception {
        InputBudget.Account first = account("first");
        InputBudget.Account second = account("second");
        first.settle(0, FLOOR + LIMIT);
        second.settle(0, FLOOR + LIMIT);
        assertThat(first.mayRead(PART)).isTrue();
        assertThat(told()).isEmpty();
        assertThat(logged).isEmpty();
        assertThat(second.mayRead(PART)).isFalse();
        assertThat(second.mayRead(PART)).isFalse();
        assertThat(toldAfter(59_000)).containsExactly("close first");
        assertThat(logged).hasSize(1);
        assertThat(logged.get(0)).startsWith("a connection waits").contains("so far=" + (FLOOR + LIMIT));
        assertThat(toldAfter(1_000)).containsExactly("close first");
        assertThat(told()).isEmpty();
        assertThat(logged).hasSize(2);
        assertThat(logged.get(1)).startsWith("a connection is closed (BUDGET)");
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
        assertThat(toldAfter(60_000))
                .as("the other one has what nobody receives")
                .isEmpty();
        untaken.settleTaken(0, FLOOR + LIMIT / 4);
        assertThat(untaken.mayRead(PART)).isFalse();
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
