package io.nolmq.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @Test
    void readsSchemeAndAddress() {
        Endpoint endpoint = Endpoint.parse("TCP://127.0.0.1:5555");
        assertThat(endpoint).isEqualTo(new Endpoint("tcp", "127.0.0.1:5555")).hasToString("tcp://127.0.0.1:5555");
        assertThat(endpoint.port()).isEqualTo(5555);
    }

    @Test
    void onlyANumericTcpEndpointHasAPort() {
        assertThat(Endpoint.parse("ipc:///tmp/a:1").port()).isEqualTo(-1);
        assertThat(Endpoint.parse("tcp://*:*").port()).isEqualTo(-1);
        assertThat(Endpoint.parse("tcp://host").port()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tcp", "tcp:", "tcp:/x", "tcp://", "://x", "127.0.0.1:5555"})
    void refusesWhatIsNotTransportAndAddress(String text) {
        assertThatThrownBy(() -> Endpoint.parse(text))
                .isInstanceOfSatisfying(
                        EndpointException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ENDPOINT))
                .hasMessageContaining("\"" + text + "\"")
                .hasMessageContaining("transport://address");
    }
}
