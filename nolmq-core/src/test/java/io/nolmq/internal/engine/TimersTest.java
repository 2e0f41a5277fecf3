package io.nolmq.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.kit.ManualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimersTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    private final ManualClock clock = new ManualClock(Long.MAX_VALUE - 3 * MS); // runs over in some tests
    private final Timers timers = new Timers(clock);
    private final List<String> log = new ArrayList<>();

    private Timers.Timer after(long millis, String name) {
        return timers.after(millis * MS, () -> log.add(name));
    }

    private List<String> runAfter(long millis) {
        clock.advanceMillis(millis);
        log.clear();
        timers.runDue();
        return log;
    }

    @Test
    void workIsDoneWhenItsTimeHasComeAndNotBefore() {
        after(5, "five");
        assertThat(runAfter(4)).isEmpty();
        assertThat(runAfter(1)).containsExactly("five");
        assertThat(runAfter(100)).isEmpty();
        assertThat(timers.isEmpty()).isTrue();
    }

    @Test
    void workIsDoneInTheOrderOfTimeThenOfAsking() {
        after(7, "seven");
        after(5, "five");
        after(5, "five again");
        after(-3, "at once");
        assertThat(runAfter(10)).containsExactly("at once", "five", "five again", "seven");
    }

    @Test
    void whatWasCalledOffIsNotDone() {
        Timers.Timer five = after(5, "five");
        after(6, "six");
        five.cancel();
        five.cancel();
        assertThat(timers.nanosUntilNext()).isEqualTo(6 * MS);
        assertThat(runAfter(10)).containsExactly("six");
    }

    @Test
    void callingOffLaterThanItWasDoneIsHarmless() {
        Timers.Timer one = after(1, "one");
        assertThat(runAfter(1)).containsExactly("one");
        one.cancel();
        after(1, "two");
        assertThat(runAfter(1)).containsExactly("two");
        assertThat(timers.size()).isZero();
    }

    @Test
    void workMayAskForMoreWorkAndCallOffOther() {
        Timers.Timer[] second = new Timers.Timer[1];
        timers.after(MS, () -> {
            second[0].cancel();
            after(0, "asked meanwhile");
            after(1, "later");
        });
        second[0] = after(1, "second");
        assertThat(runAfter(1)).containsExactly("asked meanwhile");
        assertThat(runAfter(1)).containsExactly("later");
    }

    @Test
    void workThatFailsKeepsNothingFromTheOthers() {
        timers.after(MS, () -> {
            throw new IllegalStateException("on purpose");
        });
        after(1, "next");
        assertThat(runAfter(1)).containsExactly("next");
    }

    @Test
    void itTellsHowLongUntilTheNext() {
        assertThat(timers.nanosUntilNext()).isEqualTo(-1);
        after(5, "five");
        assertThat(timers.nanosUntilNext()).isEqualTo(5 * MS);
        clock.advanceMillis(7);
        assertThat(timers.nanosUntilNext()).isZero();
    }

    @Test
    void timersThatAreMadeAndCalledOffDoNotPileUp() {
        after(1_000, "kept");
        for (int i = 0; i < 100_000; i++) {
            after(1_000_000, "never").cancel();
        }
        assertThat(timers.size()).isLessThan(200);
        assertThat(runAfter(1_000)).containsExactly("kept");
    }
}
