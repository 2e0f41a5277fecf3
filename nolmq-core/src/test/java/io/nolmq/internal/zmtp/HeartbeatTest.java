package io.nolmq.internal.zmtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.message.HeartbeatOptions;
import io.nolmq.spi.WireHeartbeat;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Time and signs of life in, actions out. Times are in milliseconds here; the clock runs over in between. */
class HeartbeatTest {
    private static final long MS = 1_000_000;
    private static final long BEGIN = Long.MAX_VALUE - 1_500 * MS;

    private final List<String> log = new ArrayList<>();
    private long nowMillis;
    private long signs = 7;

    private final WireHeartbeat.Actions actions = new WireHeartbeat.Actions() {
        @Override
        public void ping(int timeToLiveDeciseconds) {
            log.add(nowMillis + " ping " + timeToLiveDeciseconds);
        }

        @Override
        public void suspect(long signsOfLife, long silentNanos) {
            log.add(nowMillis + " suspect " + silentNanos / MS);
            assertThat(signsOfLife).isEqualTo(signs);
        }
    };

    private static Heartbeat heartbeat(long intervalMillis, long timeoutMillis, long timeToLiveMillis) {
        return new Heartbeat(new HeartbeatOptions(intervalMillis * MS, timeoutMillis * MS, timeToLiveMillis * MS));
    }

    private long now() {
        return BEGIN + nowMillis * MS;
    }

    /** Lets time pass as a timer does that is set for each deadline anew. */
    private void runUntil(Heartbeat heartbeat, long millis) {
        while (true) {
            long nanos = heartbeat.nanosUntilDeadline(now());
            if (nanos < 0 || nowMillis + nanos / MS > millis) {
                nowMillis = millis;
                return;
            }
            nowMillis += nanos / MS;
            heartbeat.onTimer(now(), signs, actions);
        }
    }

    @Test
    void withoutAnIntervalThereIsNothingToDo() {
        Heartbeat heartbeat = heartbeat(0, 0, 0);
        heartbeat.start(now());
        assertThat(heartbeat.nanosUntilDeadline(now())).isEqualTo(-1);
    }

    @Test
    void nothingIsDueBeforeTheConnectionIsOpen() {
        assertThat(heartbeat(1_000, 3_000, 0).nanosUntilDeadline(now())).isEqualTo(-1);
    }

    @Test
    void aPingIsSentEachIntervalWhateverComes() {
        Heartbeat heartbeat = heartbeat(1_000, 3_000, 2_550);
        heartbeat.start(now());
        runUntil(heartbeat, 1_999);
        signs++;
        runUntil(heartbeat, 3_500);
        assertThat(log).containsExactly("1000 ping 25", "2000 ping 25", "3000 ping 25");
    }

    @Test
    void silenceIsSuspiciousOneTimeoutAfterTheFirstPing() {
        Heartbeat heartbeat = heartbeat(1_000, 2_500, 0);
        heartbeat.start(now());
        runUntil(heartbeat, 3_600);
        assertThat(log).containsExactly("1000 ping 0", "2000 ping 0", "3000 ping 0", "3500 suspect 2500");
    }

    @Test
    void aSilenceThatBeginsRightAfterASignIsFoundWithinAnIntervalAndATimeout() {
        Heartbeat heartbeat = heartbeat(1_000, 3_000, 0);
        heartbeat.start(now());
        runUntil(heartbeat, 1_001);
        signs++;
        runUntil(heartbeat, 5_000);
        assertThat(log)
                .containsExactly(
                        "1000 ping 0", "2000 ping 0", "3000 ping 0", "4000 ping 0", "5000 suspect 3000", "5000 ping 0");
    }

    @Test
    void aSignOfLifeLiftsTheDeadlineUntilTheNextPing() {
        Heartbeat heartbeat = heartbeat(1_000, 500, 0);
        heartbeat.start(now());
        runUntil(heartbeat, 1_499);
        signs++;
        runUntil(heartbeat, 2_499);
        assertThat(log).containsExactly("1000 ping 0", "2000 ping 0");
        runUntil(heartbeat, 2_500);
        assertThat(log).contains("2500 suspect 500");
    }

    @Test
    void theTimeoutIsTheIntervalUnlessItIsSet() {
        Heartbeat heartbeat = new Heartbeat(new HeartbeatOptions(1_000 * MS, HeartbeatOptions.SAME_AS_INTERVAL, 0));
        heartbeat.start(now());
        runUntil(heartbeat, 2_000);
        assertThat(log).containsExactly("1000 ping 0", "2000 suspect 1000", "2000 ping 0");
    }

    @Test
    void aTimeoutOfZeroWaitsForEver() {
        Heartbeat heartbeat = heartbeat(1_000, 0, 0);
        heartbeat.start(now());
        runUntil(heartbeat, 5_000);
        assertThat(log).hasSize(5).allMatch(line -> line.endsWith("ping 0"));
    }

    @Test
    void thePeersTimeToLiveHoldsWithoutPingsOfOurOwn() {
        Heartbeat heartbeat = heartbeat(0, 0, 0);
        heartbeat.start(now());
        heartbeat.onPeerTimeToLive(12, now(), signs);
        assertThat(heartbeat.nanosUntilDeadline(now())).isEqualTo(1_200 * MS);
        runUntil(heartbeat, 5_000);
        assertThat(log).containsExactly("1200 suspect 1200");
    }

    @Test
    void eachTimeToLiveReplacesTheLastAndZeroTakesItBack() {
        Heartbeat heartbeat = heartbeat(0, 0, 0);
        heartbeat.onPeerTimeToLive(10, now(), signs);
        runUntil(heartbeat, 900);
        heartbeat.onPeerTimeToLive(65_535, now(), signs);
        assertThat(heartbeat.nanosUntilDeadline(now())).isEqualTo(6_553_500 * MS);
        heartbeat.onPeerTimeToLive(0, now(), signs);
        assertThat(heartbeat.nanosUntilDeadline(now())).isEqualTo(-1);
    }

    @Test
    void anythingThatComesEndsThePeersTimeToLive() {
        Heartbeat heartbeat = heartbeat(0, 0, 0);
        heartbeat.onPeerTimeToLive(10, now(), signs);
        signs++;
        runUntil(heartbeat, 100_000);
        assertThat(log).isEmpty();
        assertThat(heartbeat.nanosUntilDeadline(now())).isEqualTo(-1);
    }

    @Test
    void aStandstillOfOurOwnBeginsTheTimeAnew() {
        Heartbeat heartbeat = heartbeat(10_000, 1_000, 0);
        heartbeat.start(now());
        heartbeat.onPeerTimeToLive(105, now(), signs);
        runUntil(heartbeat, 10_500);
        assertThat(log).containsExactly("10000 ping 0", "10500 suspect 10500");
        heartbeat.onStandstill(now(), signs);
        runUntil(heartbeat, 11_999);
        assertThat(log).hasSize(3).contains("11000 suspect 1000");
        heartbeat.onStandstill(now(), signs);
        assertThat(heartbeat.nanosUntilDeadline(now())).isEqualTo(1_000 * MS);
    }

    @Test
    void aSuspicionThatFoundLifeIsNotTakenUpAgain() {
        Heartbeat heartbeat = heartbeat(0, 0, 0);
        heartbeat.onPeerTimeToLive(10, now(), signs);
        runUntil(heartbeat, 1_000);
        signs++;
        heartbeat.onStandstill(now(), signs);
        assertThat(heartbeat.nanosUntilDeadline(now())).isEqualTo(-1);
    }
}
