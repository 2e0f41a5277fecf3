package io.nolmq.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.message.Endpoint;
import io.nolmq.message.EventType;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SocketEventsTest {
    private final ArrayDeque<Runnable> calls = new ArrayDeque<>();
    private final ReasonCounters reasons = new ReasonCounters();
    private final SocketEvents events = new SocketEvents(calls::add, reasons);
    private final List<SocketEvent> told = new ArrayList<>();
    private int reported;

    private void report(int number) {
        for (int i = 0; i < number; i++) {
            events.report(SocketEvent.listening(new Endpoint("inproc", "" + reported++)));
        }
    }

    private void runCalls(int number) {
        for (int i = 0; i < number; i++) {
            calls.remove().run();
        }
    }

    private void assertTold(int from, int to) {
        List<String> numbers =
                told.stream().map(event -> event.endpoint().address()).toList();
        for (int i = from; i < to; i++) {
            assertThat(numbers.get(i - from)).isEqualTo("" + i);
        }
        assertThat(told).hasSizeGreaterThanOrEqualTo(to - from);
    }

    @Test
    void whatASlowListenerHasNoRoomForIsDroppedCountedAndTold() {
        events.listen(told::add);
        report(SocketEvents.WAITING_MAXIMUM + 5);
        assertThat(calls).as("events that wait").hasSize(SocketEvents.WAITING_MAXIMUM);
        runCalls(SocketEvents.WAITING_MAXIMUM - 1);
        report(2);
        assertThat(reasons.of(Reason.SLOW_LISTENER))
                .as("until it has caught up")
                .isEqualTo(7);
        runCalls(1);
        assertTold(0, SocketEvents.WAITING_MAXIMUM);
        SocketEvent gap = told.get(SocketEvents.WAITING_MAXIMUM);
        assertThat(gap.type()).isEqualTo(EventType.EVENTS_DROPPED);
        assertThat(gap.reason()).isEqualTo(Reason.SLOW_LISTENER);
        assertThat(gap.detail()).startsWith("7 events");
        assertThat(told).hasSize(SocketEvents.WAITING_MAXIMUM + 1);

        told.clear();
        report(3);
        runCalls(3);
        assertTold(SocketEvents.WAITING_MAXIMUM + 7, SocketEvents.WAITING_MAXIMUM + 10);
        assertThat(told).hasSize(3);
        assertThat(reasons.of(Reason.SLOW_LISTENER)).isEqualTo(7);
    }

    @Test
    void aListenerThatKeepsUpMissesNothing() {
        events.listen(told::add);
        for (int i = 0; i < 3 * SocketEvents.WAITING_MAXIMUM; i++) {
            report(1);
            runCalls(1);
        }
        assertTold(0, 3 * SocketEvents.WAITING_MAXIMUM);
        assertThat(reasons.snapshot()).isEmpty();
    }

    @Test
    void withoutAListenerNothingWaits() {
        report(2 * SocketEvents.WAITING_MAXIMUM);
        assertThat(calls).isEmpty();
        assertThat(reasons.snapshot()).isEmpty();
    }

    @Test
    void whatSeveralThreadsReportIsToldOrCounted() throws InterruptedException {
        Callbacks callbacks = new Callbacks("test-callback");
        SocketEvents shared = new SocketEvents(callbacks, reasons);
        shared.listen(told::add);
        int each = 5 * SocketEvents.WAITING_MAXIMUM;
        Runnable reporter = () -> {
            for (int i = 0; i < each; i++) {
                shared.report(SocketEvent.listening(new Endpoint("inproc", "x")));
            }
        };
        Thread one = new Thread(reporter);
        Thread other = new Thread(reporter);
        one.start();
        other.start();
        one.join();
        other.join();
        CountDownLatch toldAll = new CountDownLatch(1);
        callbacks.execute(toldAll::countDown);
        assertThat(toldAll.await(30, TimeUnit.SECONDS)).isTrue();
        long gaps = told.stream()
                .filter(event -> event.type() == EventType.EVENTS_DROPPED)
                .count();
        assertThat(told.size() - gaps + reasons.of(Reason.SLOW_LISTENER)).isEqualTo(2L * each);
    }
}
