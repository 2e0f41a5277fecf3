package io.nolmq.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.XpubSocket;
import io.nolmq.XsubSocket;
import io.nolmq.message.Message;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** XPUB and XSUB, with each other and with PUB and SUB. */
interface ExtendedPublishInterop extends Interop {
    @ParameterizedTest
    @MethodSource("settings")
    default void weAreXpubToTheirSub(Setting setting) {
        XpubSocket xpub = context().xpub(options().build());
        peer().socket("p", "SUB");
        peer().subscribe("p", "a");
        joinMade(xpub, setting);
        assertSame(receive(xpub), Message.of("\u0001a"));
        xpub.send("b1");
        xpub.send(Message.of("a1", "", "body"));
        assertSame(fromPeer(), Message.of("a1", "", "body"));
        peer().subscribe("p", "b");
        assertSame(receive(xpub), Message.of("\u0001b"));
        peer().unsubscribe("p", "a");
        assertSame(receive(xpub), Message.of("\u0000a"));
        xpub.send("a2");
        xpub.send("b2");
        assertSame(fromPeer(), Message.of("b2"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    default void weAreXpubToTheirXsub(Setting setting) {
        XpubSocket xpub = context().xpub(options().verboser(true).build());
        join(xpub, setting, "XSUB");
        peer().send("p", Message.of("\u0001topic"));
        assertSame(receive(xpub), Message.of("\u0001topic"));
        peer().send("p", Message.of("upstream", "", "body"));
        assertSame(receive(xpub), Message.of("upstream", "", "body"));
        xpub.send(Message.of("topic", "body"));
        assertSame(fromPeer(), Message.of("topic", "body"));
        peer().send("p", Message.of("\u0000topic"));
        assertSame(receive(xpub), Message.of("\u0000topic"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    default void weAreXsubToTheirPub(Setting setting) {
        XsubSocket xsub = context().xsub(options().build());
        xsub.send("\u0001a");
        join(xsub, setting, "PUB");
        xsub.send("\u0001b");
        xsub.send("\u0000a");
        untilItComes(xsub, "b");
        peer().send("p", Message.of("a1"));
        peer().send("p", Message.of("b1", "", "body"));
        assertSame(receive(xsub), Message.of("b1", "", "body"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    default void weAreXsubToTheirXpub(Setting setting) {
        XsubSocket xsub = context().xsub(options().build());
        xsub.send("\u0001early");
        join(xsub, setting, "XPUB", "XPUB_VERBOSE=1");
        assertSame(fromPeer(), Message.of("\u0001early"));
        xsub.send("\u0001early");
        assertSame(fromPeer(), Message.of("\u0001early"));
        xsub.send(Message.of("upstream", "", "body"));
        assertSame(fromPeer(), Message.of("upstream", "", "body"));
        xsub.send("\u0000early");
        xsub.send("\u0000early");
        assertSame(fromPeer(), Message.of("\u0000early"));
    }

    /** Two loops, a thread a direction, make a broker. */
    @ParameterizedTest
    @MethodSource("settings")
    default void weAreTheBrokerBetweenTheirPubAndTheirSub(Setting setting) throws InterruptedException {
        XsubSocket xsub = context().xsub(options().build());
        XpubSocket xpub = context().xpub(options().build());
        peer().socket("pub", "PUB");
        peer().socket("sub", "SUB");
        if (setting.weBind()) {
            peer().connect("pub", xsub.bind(setting.endpoint()).toString());
            peer().connect("sub", xpub.bind(setting.endpoint()).toString());
        } else {
            xsub.connect(peer().bind("pub", setting.endpoint()));
            xpub.connect(peer().bind("sub", setting.endpoint()));
        }
        Thread down = new Thread(() -> xsub.forEach(xpub::send), "down");
        Thread up = new Thread(() -> xpub.forEach(xsub::send), "up");
        down.start();
        up.start();
        peer().subscribe("sub", "topic");
        Message message = null;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (message == null && System.nanoTime() < deadline) {
            peer().send("pub", Message.of("other", "1"));
            peer().send("pub", Message.of("topic", "", "2"));
            message = peer().receive("sub", 20);
        }
        assertThat(message).isNotNull();
        assertSame(message, Message.of("topic", "", "2"));
        peer().unsubscribe("sub", "topic");
        await("the publisher to hear that nobody is subscribed")
                .atMost(PATIENCE)
                .until(() -> {
                    peer().work();
                    return xpub.topicsCount() == 0 && xsub.topicsCount() == 0;
                });
        xsub.close();
        xpub.close();
        down.join(PATIENCE_MILLIS);
        up.join(PATIENCE_MILLIS);
        assertThat(down.isAlive() || up.isAlive()).isFalse();
    }

    /** The peer's subscriptions take effect in order: what arrives under a topic shows that those before it have. */
    private void untilItComes(XsubSocket xsub, String topic) {
        Message message = null;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (message == null && System.nanoTime() < deadline) {
            peer().send("p", Message.of(topic + "?"));
            message = xsub.receive(SOON);
        }
        while (message != null && !message.text().equals(topic + "!")) {
            if (message.text().equals(topic + "?")) {
                peer().send("p", Message.of(topic + "!"));
            }
            message = xsub.receive(PATIENCE);
        }
        while (xsub.receive(SOON) != null) {
            // more than one answer to more than one question
        }
    }
}
