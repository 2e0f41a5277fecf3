package io.nolmq.bench.end;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void instantsAreEvenlySpaced() {
        Schedule schedule = new Schedule(1_000, 20_000);
        assertThat(schedule.instant(0)).isEqualTo(1_000);
        assertThat(schedule.instant(1)).isEqualTo(51_000);
        assertThat(schedule.instant(20_000)).isEqualTo(1_000_001_000);
    }

    @Test
    void roundingDoesNotAddUp() {
        Schedule schedule = new Schedule(0, 300_000);
        assertThat(schedule.instant(300_000L * 3600)).isBetween(3_599_999_999_999L, 3_600_000_000_000L);
    }

    @Test
    void aScheduleHoldsWhatItsTimeAllows() {
        assertThat(Schedule.messages(200_000, 5)).isEqualTo(1_000_000);
        assertThat(Schedule.messages(1_000, 0.5)).isEqualTo(500);
    }

    @Test
    void noInstantIsReachedTooEarly() {
        long instant = System.nanoTime() + 2_000_000;
        Schedule.await(instant);
        assertThat(System.nanoTime()).isGreaterThanOrEqualTo(instant);
    }

    @Test
    void anInstantThatHasPassedIsNotWaitedFor() {
        long before = System.nanoTime();
        Schedule.await(before - 10_000_000_000L);
        assertThat(System.nanoTime() - before).isLessThan(5_000_000_000L);
    }
}
