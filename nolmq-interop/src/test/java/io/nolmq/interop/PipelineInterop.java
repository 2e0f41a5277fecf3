package io.nolmq.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.Context;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.message.CloseReport;
import io.nolmq.message.Message;
import io.nolmq.message.SocketType;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** PUSH and PULL. */
interface PipelineInterop extends Interop {
    @ParameterizedTest
    @MethodSource("settings")
    default void weArePush(Setting setting) {
        PushSocket push = context().push(options().build());
        join(push, setting, "PULL");
        for (Message message : messages()) {
            push.send(message);
            assertSame(fromPeer(), message);
        }
        assertThat(push.peers().get(0).peer().type()).isEqualTo(SocketType.PULL);
        assertThat(push.statistics().reasons()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("settings")
    default void weArePull(Setting setting) {
        PullSocket pull = context().pull(options().build());
        join(pull, setting, "PUSH");
        for (Message message : messages()) {
            peer().send("p", message);
            assertSame(receive(pull), message);
        }
        assertThat(pull.peers().get(0).peer().type()).isEqualTo(SocketType.PUSH);
    }

    @ParameterizedTest
    @MethodSource("settings")
    default void manySmallMessagesArriveInOrder(Setting setting) throws Exception {
        PushSocket push = context().push(options().build());
        PullSocket pull = context().pull(options().build());
        peer().socket("in", "PULL", "RCVHWM=10");
        peer().socket("p", "PUSH", "SNDHWM=100000");
        joinMade(pull, setting);
        push.connect(peer().bind("in", setting.endpoint()));
        int count = 10_000;
        Thread sender = new Thread(() -> {
            for (int i = 0; i < count; i++) {
                push.send(Message.of("" + i, "x"));
            }
        });
        sender.start();
        peer().count("in", count);
        sender.join();
        peer().burst("p", count);
        for (int i = 0; i < count; i++) {
            assertThat(receive(pull)).isEqualTo(Message.of("" + i, "x"));
        }
        assertThat(pull.tryReceive()).isNull();
    }

    @ParameterizedTest
    @MethodSource("settings")
    default void whatWeSentBeforeClosingArrives(Setting setting) {
        PushSocket push = context().push(options().build());
        join(push, setting, "PULL", "RCVHWM=10");
        for (int i = 0; i < 500; i++) {
            push.send(Message.of("" + i, "x"));
        }
        push.close();
        peer().count("p", 500);
    }

    /** The peer stands at its mark, with PINGs that nobody answers, when we close; it begins to read then. */
    @ParameterizedTest
    @MethodSource("settings")
    default void closingTheContextWaitsUntilASlowPeerHasReadEverything(Setting setting) throws Exception {
        Context closing = Context.create();
        try (closing) {
            PushSocket push = closing.push(options().goodbyeTimeout(PATIENCE).build());
            join(push, setting, "PULL", "RCVHWM=2", "HEARTBEAT_IVL=20", "HEARTBEAT_TIMEOUT=0");
            for (int i = 0; i < 500; i++) {
                push.send(Message.of("" + i, "x"));
            }
            FutureTask<CloseReport> close = new FutureTask<>(() -> closing.close(PATIENCE));
            new Thread(close, "test-close").start();
            await("the context to close").atMost(PATIENCE).until(closing::isClosed);
            peer().count("p", 500);
            while (!close.isDone()) {
                peer().work();
            }
            assertThat(close.get()).isEqualTo(new CloseReport(true, 500, 0, 0, List.of()));
        }
    }
}
