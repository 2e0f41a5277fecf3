package io.nolmq.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SocketTypeTest {
    @Test
    void acceptanceIsMutual() {
        for (SocketType one : SocketType.values()) {
            for (SocketType other : SocketType.values()) {
                assertThat(one.accepts(other)).as("%s-%s", one, other).isEqualTo(other.accepts(one));
            }
        }
    }

    @Test
    void requestersAcceptRepliersOnly() {
        assertThat(SocketType.REQ.peers()).containsExactlyInAnyOrder(SocketType.REP, SocketType.ROUTER);
        assertThat(SocketType.PUSH.peers()).containsExactly(SocketType.PULL);
        assertThat(SocketType.PUB.accepts(SocketType.REP)).isFalse();
    }
}
