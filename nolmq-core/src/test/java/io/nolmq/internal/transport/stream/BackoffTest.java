package io.nolmq.internal.transport.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.message.Reason;
import io.nolmq.message.ReconnectOptions;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int OFTEN = 2_000;

    private static Backoff backoff(long intervalMillis, long maximumMillis) {
        return new Backoff(new ReconnectOptions(intervalMillis * MS, maximumMillis * MS, Set.of(), 0));
    }

    @Test
    void withoutAMaximumEachWaitIsBetweenOneIntervalAndTwo() {
        Backoff backoff = backoff(100, 0);
        long least = Long.MAX_VALUE;
        long most = 0;
        for (int i = 0; i < OFTEN; i++) {
            long wait = backoff.next(Reason.CONNECT_FAILED);
            least = Math.min(least, wait);
            most = Math.max(most, wait);
        }
        assertThat(least).isBetween(100 * MS, 110 * MS);
        assertThat(most).isBetween(190 * MS, 200 * MS - 1);
    }

    @Test
    void withAMaximumItDoublesUpToIt() {
        Backoff backoff = backoff(100, 750);
        for (long expected : new long[] {100, 200, 400, 750, 750, 750}) {
            assertThat(backoff.next(Reason.CONNECTION_LOST)).isEqualTo(expected * MS);
        }
        for (int i = 0; i < OFTEN; i++) {
            assertThat(backoff.next(Reason.CONNECT_FAILED)).isEqualTo(750 * MS);
        }
        backoff.succeeded();
        assertThat(backoff.next(Reason.END_OF_STREAM)).isEqualTo(100 * MS);
    }

    @Test
    void aMaximumBelowTheIntervalIsTheWait() {
        Backoff backoff = backoff(100, 30);
        assertThat(backoff.next(Reason.CONNECT_FAILED)).isEqualTo(30 * MS);
        assertThat(backoff.next(Reason.CONNECT_FAILED)).isEqualTo(30 * MS);
    }

    @Test
    void anIntervalOfZeroMeansNeverAgain() {
        assertThat(backoff(0, 1_000).next(Reason.CONNECT_FAILED)).isEqualTo(-1);
        assertThat(backoff(0, 0).next(Reason.MECHANISM_MISMATCH)).isEqualTo(-1);
    }

    @Test
    void aRefusalDoublesUpToHalfAMinuteWithChance() {
        Backoff backoff = backoff(100, 0);
        long expected = 100 * MS;
        for (int i = 0; i < 100; i++) {
            assertThat(backoff.next(Reason.MECHANISM_MISMATCH))
                    .isBetween(expected, Math.min(2 * expected, TimeUnit.SECONDS.toNanos(30)));
            expected = Math.min(2 * expected, TimeUnit.SECONDS.toNanos(30));
        }
        assertThat(backoff.next(Reason.CONNECT_FAILED)).isBetween(100 * MS, 200 * MS);
        assertThat(backoff.next(Reason.MECHANISM_MISMATCH)).isBetween(100 * MS, 200 * MS);
    }

    @Test
    void anyReasonGivesAWaitThatIsNotNegative() {
        for (long interval : new long[] {1, 100, TimeUnit.DAYS.toMillis(1)}) {
            for (long maximum : new long[] {0, 1, TimeUnit.DAYS.toMillis(2)}) {
                Backoff backoff = backoff(interval, maximum);
                for (int i = 0; i < 70; i++) {
                    for (Reason reason : Reason.values()) {
                        assertThat(backoff.next(reason)).isPositive();
                    }
                }
            }
        }
    }
}
