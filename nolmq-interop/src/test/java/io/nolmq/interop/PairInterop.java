package io.nolmq.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.PairSocket;
import io.nolmq.message.Message;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** PAIR with PAIR. */
interface PairInterop extends Interop {
    @ParameterizedTest
    @MethodSource("settings")
    default void weAreOneEndOfAPair(Setting setting) {
        PairSocket pair = context().pair(options().build());
        join(pair, setting, "PAIR");
        for (Message message : messages()) {
            pair.send(message);
            assertSame(fromPeer(), message);
            peer().send("p", message);
            assertSame(receive(pair), message);
        }
        pair.send("one");
        pair.send("two");
        assertSame(fromPeer(), Message.of("one"));
        assertSame(fromPeer(), Message.of("two"));
        assertThat(pair.tryReceive()).isNull();
    }
}
