package io.nolmq.attack;

import static io.nolmq.attack.Wire.command;
import static io.nolmq.attack.Wire.greeting;
import static io.nolmq.attack.Wire.join;
import static io.nolmq.attack.Wire.message;
import static io.nolmq.attack.Wire.property;
import static io.nolmq.attack.Wire.repeat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.contract.Transport;
import io.nolmq.message.EventType;
import io.nolmq.message.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A ROUTER connects to a peer that has a name in use. */
class RefusedPeerTest {
    private static final int MESSAGES = 700;

    private static byte[] ready(String type) {
        return command("READY", property("Socket-Type", type), property("Identity", "holder"));
    }

    private static Subject subject(Transport transport) throws Exception {
        Subject subject = new Subject(transport, Subject.Role.CONNECTING);
        subject.dealer("holder");
        await("the holder of the name")
                .atMost(Subject.PATIENCE)
                .until(() -> subject.router().peers().size() == 2);
        return subject;
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "IPC"})
    void isNotToldThatWeAreReady(Transport transport) throws Exception {
        try (Subject subject = subject(transport)) {
            Attacker peer = subject.attacker().send(greeting(), ready("DEALER"));
            peer.awaitClosed(Subject.PATIENCE);
            assertThat(peer.received()).as("the greeting alone").hasSize(Wire.GREETING_BYTES);
            subject.awaitClosedFor(1, Reason.DUPLICATE_ROUTING_ID);
            subject.assertUnharmed();
        }
    }

    /** One that waits for our READY, as a ROUTER does, has heard it by the time that it says who it is. */
    @ParameterizedTest
    @EnumSource(names = {"TCP", "IPC"})
    void hasWhatItSendsCountedWhereItWaitedForUs(Transport transport) throws Exception {
        try (Subject subject = subject(transport)) {
            Attacker peer = subject.attacker().send(greeting());
            peer.awaitBytes(Wire.GREETING_BYTES + 1, Subject.PATIENCE);
            peer.send(join(ready("ROUTER"), repeat(message("lost", "message"), MESSAGES)));
            peer.awaitClosed(Subject.PATIENCE);
            peer.close();
            subject.awaitClosedFor(1, Reason.DUPLICATE_ROUTING_ID);
            assertThat(subject.router().statistics().times(Reason.NOT_RECEIVED)).isEqualTo(MESSAGES);
            await("the event")
                    .atMost(Subject.PATIENCE)
                    .until(() -> subject.events().stream()
                            .anyMatch(event -> event.type() == EventType.REFUSED
                                    && event.reason() == Reason.DUPLICATE_ROUTING_ID
                                    && event.detail().endsWith(": " + MESSAGES)));
            assertThat(subject.strangers()).isEmpty();
            subject.assertUnharmed();
        }
    }
}
