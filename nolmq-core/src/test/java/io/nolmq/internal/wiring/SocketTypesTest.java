package io.nolmq.internal.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.Context;
import io.nolmq.Receiver;
import io.nolmq.Sender;
import io.nolmq.Socket;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketType;
import io.nolmq.spi.PatternTraits;
import org.junit.jupiter.api.Test;

final class SocketTypesTest {
    @Test
    void acceptanceIsMutual() {
        for (PatternTraits one : SocketTypes.all()) {
            for (PatternTraits other : SocketTypes.all()) {
                assertThat(one.accepts(other.type()))
                        .as("%s-%s", one.type(), other.type())
                        .isEqualTo(other.accepts(one.type()));
            }
        }
    }

    @Test
    void requestersAcceptRepliersOnly() {
        assertThat(SocketTypes.of(SocketType.REQ).peers()).containsExactlyInAnyOrder(SocketType.REP, SocketType.ROUTER);
        assertThat(SocketTypes.of(SocketType.PUSH).peers()).containsExactly(SocketType.PULL);
        assertThat(SocketTypes.of(SocketType.PUB).accepts(SocketType.REP)).isFalse();
    }

    @Test
    void everyTypeIsMadeByItsName() {
        try (Context context = Context.create()) {
            for (PatternTraits row : SocketTypes.all()) {
                Socket socket = context.socket(row.type(), SocketOptions.DEFAULTS);
                assertThat(socket.type()).isEqualTo(row.type());
                assertThat(socket.getClass().getSimpleName()).isEqualToIgnoringCase(row.type() + "Socket");
                assertThat(socket instanceof Sender || socket instanceof Receiver)
                        .isTrue();
            }
        }
    }
}
