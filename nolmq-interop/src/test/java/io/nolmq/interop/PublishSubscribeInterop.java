package io.nolmq.interop;

import static org.awaitility.Awaitility.await;

import io.nolmq.PubSocket;
import io.nolmq.SubSocket;
import io.nolmq.message.Message;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** PUB and SUB, with XPUB and XSUB on the other side. */
interface PublishSubscribeInterop extends Interop {
    @ParameterizedTest
    @MethodSource("settings")
    default void weArePub(Setting setting) {
        PubSocket pub = context().pub(options().build());
        peer().socket("p", "SUB");
        peer().subscribe("p", "a");
        joinMade(pub, setting);
        awaitSubscribers(pub, 1);
        pub.send("b1");
        pub.send(Message.of("a1", "", "body"));
        assertSame(fromPeer(), Message.of("a1", "", "body"));
        peer().subscribe("p", "b");
        settle(pub, "b");
        pub.send("b2");
        assertSame(fromPeer(), Message.of("b2"));
        peer().unsubscribe("p", "b");
        peer().subscribe("p", "c");
        settle(pub, "c");
        pub.send("b3");
        pub.send("a2");
        assertSame(fromPeer(), Message.of("a2"));
        peer().unsubscribe("p", "a");
        peer().unsubscribe("p", "c");
        await("no subscription").atMost(PATIENCE).until(() -> {
            peer().work();
            return !pub.awaitSubscribers(1, Duration.ZERO);
        });
    }

    @ParameterizedTest
    @MethodSource("settings")
    default void weAreSub(Setting setting) {
        SubSocket sub = context().sub(options().build());
        sub.subscribe("a");
        join(sub, setting, "PUB");
        settle("p", sub);
        peer().send("p", Message.of("b1"));
        peer().send("p", Message.of("a1", "", "body"));
        assertSame(receive(sub), Message.of("a1", "", "body"));
        sub.subscribe("");
        settle("p", sub);
        peer().send("p", Message.of("", "empty topic"));
        assertSame(receive(sub), Message.of("", "empty topic"));
        sub.unsubscribe("");
        settle("p", sub);
        peer().send("p", Message.of("b2"));
        peer().send("p", Message.of("a2"));
        assertSame(receive(sub), Message.of("a2"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    default void aPeerThatSeesSubscriptionsSeesOurs(Setting setting) {
        SubSocket sub = context().sub(options().build());
        sub.subscribe("first");
        join(sub, setting, "XPUB");
        assertSame(fromPeer(), Message.of("\u0001first"));
        sub.subscribe("second");
        assertSame(fromPeer(), Message.of("\u0001second"));
        sub.unsubscribe("first");
        assertSame(fromPeer(), Message.of("\u0000first"));
        peer().send("p", Message.of("second", "body"));
        assertSame(receive(sub), Message.of("second", "body"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    default void aPeerMaySubscribeByMessage(Setting setting) {
        PubSocket pub = context().pub(options().build());
        join(pub, setting, "XSUB");
        peer().send("p", Message.of("\u0001topic"));
        awaitSubscribers(pub, 1);
        pub.send("other");
        pub.send(Message.of("topic", "body"));
        assertSame(fromPeer(), Message.of("topic", "body"));
        peer().send("p", Message.of("\u0000topic"));
        await("no subscription").atMost(PATIENCE).until(() -> {
            peer().work();
            return !pub.awaitSubscribers(1, Duration.ZERO);
        });
    }
}
