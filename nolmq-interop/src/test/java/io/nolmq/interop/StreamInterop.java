package io.nolmq.interop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.StreamSocket;
import io.nolmq.message.Message;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** STREAM with STREAM, over tcp. */
interface StreamInterop extends Interop {
    static Stream<Setting> overTcp() {
        return Setting.both("tcp");
    }

    @ParameterizedTest
    @MethodSource("io.nolmq.interop.StreamInterop#overTcp")
    default void weAreStreamToTheirStream(Setting setting) {
        StreamSocket stream = context().stream(options().build());
        join(stream, setting, "STREAM");
        Message ours = receive(stream);
        assertThat(ours.frame(1)).isEmpty();
        Message theirs = fromPeer();
        assertThat(theirs.frame(1)).isEmpty();
        stream.send(Message.of(ours.frame(0), "question".getBytes(US_ASCII)));
        assertSame(fromPeer(), Message.of(theirs.frame(0), "question".getBytes(US_ASCII)));
        peer().send("p", Message.of(theirs.frame(0), "answer".getBytes(US_ASCII)));
        assertSame(receive(stream), Message.of(ours.frame(0), "answer".getBytes(US_ASCII)));
        peer().close("p");
        assertSame(receive(stream), Message.of(ours.frame(0), new byte[0]));
    }
}
