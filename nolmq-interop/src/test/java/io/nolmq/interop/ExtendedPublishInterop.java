package io.nolmq.interop;

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
