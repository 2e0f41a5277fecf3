package io.nolmq.internal.transport.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SenderNamesTest {
    private final SenderNames names = new SenderNames();

    private String of(long message) {
        return new String(names.of(message), StandardCharsets.UTF_8);
    }

    private void begin(String name, long received, long arrived) {
        names.begin(name.getBytes(StandardCharsets.UTF_8), received, arrived);
    }

    @Test
    void whatIsUnreadAsAnotherPeerComesKeepsItsName() {
        begin("alice", 0, 0);
        assertThat(of(1)).isEqualTo("alice");
        begin("bob", 1, 3);
        begin("carol", 1, 4);
        assertThat(List.of(of(2), of(3), of(4), of(5), of(6)))
                .containsExactly("alice", "alice", "bob", "carol", "carol");
    }

    @Test
    void peersThatLeaveNothingLeaveNoName() {
        begin("alice", 0, 0);
        for (int i = 0; i < 100; i++) {
            begin("visitor " + i, 0, 1);
        }
        begin("alice", 0, 1);
        assertThat(List.of(of(1), of(2))).containsExactly("alice", "alice");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void eachMessageHasTheNameOfTheConnectionThatItCameOver(long seed) {
        Random random = new Random(seed);
        List<String> senders = new ArrayList<>();
        String peer = "nobody";
        int received = 0;
        for (int step = 0; step < 10_000; step++) {
            switch (random.nextInt(3)) {
                case 0 -> {
                    peer = "" + random.nextInt(3);
                    begin(peer, received, senders.size());
                }
                case 1 -> {
                    if (!peer.equals("nobody")) {
                        senders.add(peer);
                    }
                }
                default -> {
                    if (received < senders.size()) {
                        assertThat(of(++received)).isEqualTo(senders.get(received - 1));
                    }
                }
            }
        }
    }
}
