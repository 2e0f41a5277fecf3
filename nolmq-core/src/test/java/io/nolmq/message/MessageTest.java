package io.nolmq.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageTest {
    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void textBecomesOneUtf8FramePerArgument() {
        Message message = Message.of("héllo", "", "dunia");
        assertThat(message.frameCount()).isEqualTo(3);
        assertThat(message.frame(0)).isEqualTo(utf8("héllo"));
        assertThat(message.text(1)).isEmpty();
        assertThat(message.text(2)).isEqualTo("dunia");
        assertThat(message.sizeBytes()).isEqualTo(6 + 5);
    }

    @Test
    void ofCopiesAndWrapDoesNot() {
        byte[] array = utf8("abc");
        Message copied = Message.of(array);
        Message wrapped = Message.wrap(array);
        array[0] = 'x';
        assertThat(copied.text()).isEqualTo("abc");
        assertThat(wrapped.text()).isEqualTo("xbc");
        assertThat(wrapped.bytes()).isSameAs(array);
    }

    @Test
    void aBorrowedArrayIsCopiedWhenTheMessageIsKept() {
        byte[] array = utf8("abc");
        Message kept = Message.borrow(array).owned();
        array[0] = 'x';
        assertThat(kept.text()).isEqualTo("abc");
        assertThat(kept.owned()).isSameAs(kept);
    }

    @Test
    void aBufferGivesItsRemainingBytesAndDoesNotMove() {
        ByteBuffer buffer = ByteBuffer.wrap(utf8("abcdef"), 1, 3);
        assertThat(Message.of(buffer).text()).isEqualTo("bcd");
        assertThat(buffer.position()).isEqualTo(1);
        assertThat(Message.of("abc").buffer(0).isReadOnly()).isTrue();
    }

    @Test
    void prependAndFromAreInverse() {
        Message message = Message.of("a", "b");
        Message addressed = message.prepend(utf8("id"));
        assertThat(addressed.frameCount()).isEqualTo(3);
        assertThat(addressed.text(0)).isEqualTo("id");
        assertThat(addressed.from(1)).isEqualTo(message);
        assertThat(addressed.from(2)).isEqualTo(Message.of("b"));
        assertThat(addressed.from(3)).isNull();
        assertThat(addressed.from(0)).isSameAs(addressed);
    }

    @Test
    void wrapOfAListKeepsTheOrderAndRefusesNothing() {
        assertThat(Message.wrap(List.of(utf8("a"), utf8("b")))).isEqualTo(Message.of("a", "b"));
        assertThatThrownBy(() -> Message.wrap(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void equalityIsByContent() {
        assertThat(Message.of("a", "b")).isEqualTo(Message.of("a", "b")).hasSameHashCodeAs(Message.of("a", "b"));
        assertThat(Message.of("a", "b")).isNotEqualTo(Message.of("ab"));
    }

    @Test
    void toStringEscapesAndShortens() {
        assertThat(Message.of(new byte[] {'a', 0, (byte) 0xff, '\n'})).hasToString("Message[a\\x00\\xff\\x0a]");
        assertThat(Message.of("x".repeat(100)).toString()).contains("… (100 bytes)");
    }
}
