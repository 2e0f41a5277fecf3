package io.nolmq.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nolmq.kit.FakePipe;
import io.nolmq.kit.PatternDriver;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.message.ZmqException;
import io.nolmq.spi.ConnectionNotes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The behaviour of STREAM in each state of its peers, a row each. A bar stands between two frames. */
class StreamPatternTest {
    private PatternDriver<StreamPattern> stream = PatternDriver.of("STREAM-0", StreamPattern::new);

    private SendResult sendTo(FakePipe pipe, String bytes) {
        return stream.send(Message.of(pipe.routingId(), PatternDriver.bytes(bytes)));
    }

    /** The bytes received from a peer, and nothing of any other. */
    private List<String> receiveAllOf(FakePipe pipe) {
        List<String> all = new ArrayList<>();
        for (Message next = stream.pattern.tryReceive(); next != null; next = stream.pattern.tryReceive()) {
            assertThat(next.frameCount()).isEqualTo(2);
            assertThat(next.frame(0)).isEqualTo(pipe.routingId());
            all.add(next.text(1));
        }
        return all;
    }

    @Test
    void withoutAPeerEveryIdIsUnknown() {
        assertThat(stream.send("id", "m")).isEqualTo(SendResult.UNROUTABLE);
        assertThat(stream.receive()).isNull();
        assertThat(stream.readiness()).isEqualTo("neither");
        assertThat(stream.socket.drops).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "id|1|2"})
    void aMessageOfOtherThanTwoFramesIsRefused(String frames) {
        FakePipe a = stream.session("a", "id");
        assertThatThrownBy(() -> stream.send(frames.split("\\|"))).isInstanceOf(ZmqException.class);
        assertThat(a.sent).isEmpty();
    }

    @Test
    void eachConnectionHasAnIdOfFiveBytesAndTheFirstIsZero() {
        FakePipe a = stream.peer("a");
        FakePipe b = stream.peer("b");
        assertThat(a.routingId()).hasSize(5).startsWith(0);
        assertThat(b.routingId()).hasSize(5).startsWith(0).isNotEqualTo(a.routingId());
        sendTo(b, "m");
        assertThat(b.sent).containsExactly("m");
        assertThat(a.sent).isEmpty();
    }

    @Test
    void notesStandBeforeAndBehindTheBytesOfAConnection() {
        FakePipe a = stream.peer("a");
        assertThat(stream.readiness()).isEqualTo("both");
        stream.arrive(a, "1");
        stream.arrive(a, "2");
        stream.leave(a);
        assertThat(stream.isReadable()).isTrue();
        assertThat(receiveAllOf(a)).containsExactly("", "1", "2", "");
        assertThat(stream.readiness()).isEqualTo("neither");
    }

    @Test
    void withoutNotifyThereAreBytesAlone() {
        stream = PatternDriver.of("STREAM-0", StreamPattern::new, o -> o.streamNotify(false));
        assertThat(stream.pattern.notes()).isEqualTo(ConnectionNotes.NONE);
        FakePipe a = stream.peer("a");
        assertThat(stream.readiness()).isEqualTo("writable");
        stream.arrive(a, "1");
        stream.leave(a);
        assertThat(receiveAllOf(a)).containsExactly("1");
    }

    @Test
    void peersAreReceivedFromInTurnUnderTheirIds() {
        stream = PatternDriver.of("STREAM-0", StreamPattern::new, o -> o.streamNotify(false));
        FakePipe a = stream.session("a", "one");
        FakePipe b = stream.session("b", "two");
        stream.connect(a);
        stream.connect(b);
        stream.arrive(a, "1");
        stream.arrive(a, "2");
        stream.arrive(b, "3");
        assertThat(stream.receiveAll()).containsExactly("one|1", "two|3", "one|2");
    }

    @Test
    void anEmptyMessageClosesTheConnectionAndIsNotSent() {
        FakePipe a = stream.peer("a");
        assertThat(receiveAllOf(a)).containsExactly("");
        sendTo(a, "last");
        assertThat(sendTo(a, "")).isEqualTo(SendResult.SENT);
        assertThat(a.finished).isTrue();
        assertThat(a.sent).containsExactly("last");
        stream.leave(a);
        assertThat(receiveAllOf(a)).as("no note of an end of our own").isEmpty();
        assertThat(sendTo(a, "m")).isEqualTo(SendResult.UNROUTABLE);
    }

    @Test
    void aFullPeerTakesNothingUntilItHasRoom() {
        FakePipe a = stream.peer("a");
        FakePipe b = stream.peer("b");
        stream.fill(a);
        assertThat(sendTo(a, "1")).isEqualTo(SendResult.FULL);
        assertThat(stream.isWritable()).as("the other has room").isTrue();
        assertThat(sendTo(b, "2")).isEqualTo(SendResult.SENT);
        stream.fill(b);
        assertThat(stream.isWritable()).isFalse();
        stream.empty(a, 1);
        assertThat(stream.isWritable()).isTrue();
        assertThat(sendTo(a, "1")).isEqualTo(SendResult.SENT);
        assertThat(a.sent).containsExactly("1");
        assertThat(a.drops).isEmpty();
    }

    @Test
    void aConnectingEndKeepsItsIdOverReconnects() {
        FakePipe a = stream.session("a");
        assertThat(stream.isWritable()).as("before it has an id").isFalse();
        stream.connect(a);
        byte[] id = a.routingId();
        stream.arrive(a, "1");
        stream.disconnect(a);
        assertThat(stream.send(Message.of(id, PatternDriver.bytes("between")))).isEqualTo(SendResult.SENT);
        stream.connect(a);
        stream.arrive(a, "2");
        assertThat(a.routingId()).isEqualTo(id);
        assertThat(a.sent).containsExactly("between");
        assertThat(receiveAllOf(a)).containsExactly("", "1", "", "", "2");
    }

    @Test
    void anIdThatTheApplicationChoosesTakesBytesBeforeTheConnection() {
        FakePipe a = stream.session("a", "device");
        assertThat(stream.readiness()).isEqualTo("writable");
        assertThat(stream.send("device", "1")).isEqualTo(SendResult.SENT);
        stream.connect(a);
        assertThat(stream.send("device", "2")).isEqualTo(SendResult.SENT);
        assertThat(a.sent).containsExactly("1", "2");
        assertThat(stream.receive()).isEqualTo("device|");
    }

    @Test
    void aChosenIdThatIsInUseIsRefusedAndItsHolderKeepsIt() {
        FakePipe a = stream.session("a", "device");
        FakePipe b = stream.session("b", "device");
        assertThat(stream.connect(b)).isEqualTo(Reason.DUPLICATE_ROUTING_ID);
        assertThat(stream.connect(a)).isNull();
        stream.send("device", "m");
        assertThat(a.sent).containsExactly("m");
        assertThat(b.sent).isEmpty();
        assertThat(stream.receiveAll()).as("the refused one is not told of").containsExactly("device|");
        stream.leave(a);
        assertThat(stream.connect(b)).isNull();
        stream.send("device", "n");
        assertThat(b.sent).containsExactly("n");
    }

    @Test
    void anIdIsUnknownOnceItsPeerHasGoneAndItsBytesAreStillReceived() {
        FakePipe a = stream.peer("a");
        stream.arrive(a, "1");
        assertThat(stream.isReadable()).isTrue();
        stream.leave(a);
        assertThat(sendTo(a, "m")).isEqualTo(SendResult.UNROUTABLE);
        assertThat(stream.readiness()).isEqualTo("readable");
        assertThat(receiveAllOf(a)).containsExactly("", "1", "");
    }

    @Test
    void closingTellsWhatWasNotReceivedAndALookHadKept() {
        FakePipe a = stream.peer("a");
        stream.arrive(a, "1");
        assertThat(stream.isReadable()).isTrue();
        assertThat(stream.close()).isEqualTo(2);
        assertThat(stream.receive()).isNull();
        assertThat(stream.isReadable()).isFalse();
        assertThat(stream.pattern.mayHaveMore()).isFalse();
    }
}
