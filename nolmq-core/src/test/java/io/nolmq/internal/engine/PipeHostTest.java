package io.nolmq.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.internal.mechanism.NullMechanism;
import io.nolmq.internal.wiring.SocketTypes;
import io.nolmq.internal.zmtp.Zmtp;
import io.nolmq.kit.FakeServices;
import io.nolmq.message.Message;
import io.nolmq.message.ProtocolOptions;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketType;
import io.nolmq.spi.InputAccount;
import io.nolmq.spi.PipeHost;
import io.nolmq.spi.PreparedWork;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a socket offers to transports that have no I/O thread of ours. */
class PipeHostTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long FOR_LONG_NANOS = TimeUnit.HOURS.toNanos(1);

    private static final int BUDGET_BYTES = 1_000;

    private final FakeServices services;
    private final IoThread io;
    private final SocketHost push;

    PipeHostTest() throws IOException {
        services = new FakeServices(NanoClock.SYSTEM, BUDGET_BYTES);
        io = services.io();
        push = host(SocketType.PUSH);
    }

    @AfterEach
    void stopThreads() {
        services.close();
    }

    private SocketHost host(SocketType type) {
        return new SocketCore(
                        type + "-0",
                        SocketTypes.of(type),
                        SocketOptions.builder().build(),
                        services,
                        new Zmtp(SocketTypes.of(type), ProtocolOptions.DEFAULTS, NullMechanism::new))
                .host();
    }

    @Test
    void aTimerRunsWhenItsTimeIsOverUnderNoSide() {
        List<String> ran = new CopyOnWriteArrayList<>();
        push.after(FOR_LONG_NANOS, () -> ran.add("too early"));
        push.after(1, () -> ran.add(push.sendSide().isHeld() ? "under the side" : "in time"));
        await("it").atMost(PATIENCE).until(() -> !ran.isEmpty());
        assertThat(ran).containsExactly("in time");
    }

    @Test
    void aTimerThatIsCalledOffDoesNothingAndLeavesNothing() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        PipeHost.Timer early = push.after(0, runs::incrementAndGet);
        await("it").atMost(PATIENCE).until(() -> runs.get() == 1);
        early.cancel();
        PipeHost.Timer late = push.after(FOR_LONG_NANOS, runs::incrementAndGet);
        late.cancel();
        late.cancel();
        assertThat(onIoThread(() -> io.timers().isEmpty())).isTrue();
        assertThat(runs).hasValue(1);
    }

    private boolean onIoThread(BooleanSupplier look) throws InterruptedException {
        CountDownLatch looked = new CountDownLatch(1);
        boolean[] seen = {false};
        io.execute(() -> {
            seen[0] = look.getAsBoolean();
            looked.countDown();
        });
        assertThat(looked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return seen[0];
    }

    @Test
    void preparedWorkThatFailsForWantOfMemoryIsDoneAgain() {
        for (boolean sending : new boolean[] {true, false}) {
            AtomicInteger runs = new AtomicInteger();
            Runnable work = () -> {
                if (runs.incrementAndGet() < 10) {
                    throw new OutOfMemoryError("on purpose");
                }
            };
            PreparedWork prepared = sending ? push.prepareForSendSide(work) : push.prepareForReceiveSide(work);
            assertThat(runs).as("not before it is posted").hasValue(0);
            prepared.post();
            await("the last run").atMost(PATIENCE).until(() -> runs.get() == 10);
            prepared.post();
            await("once more, since it had run").atMost(PATIENCE).until(() -> runs.get() == 11);
        }
    }

    @Test
    void preparedWorkWaitsForWhoeverHoldsItsSide() {
        AtomicInteger runs = new AtomicInteger();
        PreparedWork prepared = push.prepareForSendSide(runs::incrementAndGet);
        push.sendSide().holding(() -> {
            prepared.post();
            assertThat(runs).hasValue(0);
            return null;
        });
        assertThat(runs).hasValue(1);
    }

    @Test
    void aLookUnderBothSidesHoldsThemWhetherTheTypeHasOneOrTwo() {
        for (SocketType type : List.of(SocketType.DEALER, SocketType.REQ)) {
            SocketHost host = host(type);
            boolean both = host.readUnderSides(
                    () -> host.sendSide().isHeld() && host.receiveSide().isHeld());
            assertThat(both).isTrue();
            assertThat(host.sendSide().isHeld() || host.receiveSide().isHeld()).isFalse();
        }
    }

    @Test
    void typesThatTalkToEachOtherAreKnown() {
        assertThat(push.accepts(SocketType.PULL)).isTrue();
        assertThat(push.accepts(SocketType.PUSH)).isFalse();
    }

    @Test
    void deliveriesAreCounted() {
        push.countDeliveries(3, 2);
        push.countDeliveries(1, 0);
        assertThat(push.deliveries().delivered()).isEqualTo(4);
        assertThat(push.deliveries().unknown()).isEqualTo(2);
    }

    @Test
    void anAccountKeepsAPipeFromReadingWhileTheBudgetIsUsedUp() {
        InputAccount account = push.openInputAccount(() -> {}, detail -> {});
        long bytes = account.costBytes(Message.of(new byte[BUDGET_BYTES + InputBudget.FLOOR_BYTES]));
        account.settle(bytes, 0);
        assertThat(account.isCharged()).isTrue();
        assertThat(account.mayRead(true)).isFalse();
        account.settleTaken(0, 0);
        assertThat(account.isCharged()).isFalse();
        assertThat(account.mayRead(false)).isTrue();
        account.leave();
    }
}
