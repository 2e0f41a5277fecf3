package io.nolmq.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SocketEventTest {
    private static final Endpoint ENDPOINT = Endpoint.parse("tcp://127.0.0.1:5555");

    @Test
    void eachTypeHasAMethodThatMakesIt() {
        assertThat(SocketEvent.listening(ENDPOINT).type()).isEqualTo(EventType.LISTENING);
        assertThat(SocketEvent.accepted(ENDPOINT, "peer").type()).isEqualTo(EventType.ACCEPTED);
        assertThat(SocketEvent.connected(ENDPOINT, "peer").type()).isEqualTo(EventType.CONNECTED);
        assertThat(SocketEvent.handshakeSucceeded(ENDPOINT, "peer").type()).isEqualTo(EventType.HANDSHAKE_SUCCEEDED);
        assertThat(SocketEvent.messageDropped(ENDPOINT, "peer", Reason.UNDELIVERABLE, "")
                        .type())
                .isEqualTo(EventType.MESSAGE_DROPPED);
        assertThat(SocketEvent.closed(ENDPOINT, Reason.CLOSED_LOCALLY, "").type())
                .isEqualTo(EventType.CLOSED);
    }

    @Test
    void aFailureCarriesItsReason() {
        SocketEvent retried =
                SocketEvent.connectRetried(ENDPOINT, Reason.CONNECT_FAILED, "refused", Duration.ofMillis(150));
        assertThat(retried)
                .isEqualTo(new SocketEvent(
                        EventType.CONNECT_RETRIED,
                        ENDPOINT,
                        "",
                        Reason.CONNECT_FAILED,
                        "refused",
                        Duration.ofMillis(150),
                        0));
        assertThat(SocketEvent.refused(ENDPOINT, "peer", Reason.NOT_ZMTP, "").reason())
                .isEqualTo(Reason.NOT_ZMTP);
        assertThat(SocketEvent.disconnected(ENDPOINT, "peer", Reason.END_OF_STREAM, "", 3)
                        .inFlight())
                .isEqualTo(3);
    }

    @Test
    void whatAPeerWroteCannotStartALineOrATerminalCommand() {
        SocketEvent event =
                SocketEvent.refused(ENDPOINT, "peer", Reason.REFUSED_BY_PEER, "no\r\nway\u001b[2J \u202e é \u2028");
        assertThat(event.detail()).isEqualTo("no\\u000d\\u000away\\u001b[2J \\u202e é \\u2028");
    }
}
