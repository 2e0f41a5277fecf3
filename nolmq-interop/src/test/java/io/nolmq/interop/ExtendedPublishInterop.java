package io.nolmq.interop;

import io.nolmq.XpubSocket;
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
}
