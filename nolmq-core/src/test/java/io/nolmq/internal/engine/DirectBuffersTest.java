package io.nolmq.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DirectBuffersTest {
    private final DirectBuffers buffers = new DirectBuffers(4);

    private ByteBuffer[] acquire(int number) {
        return Objects.requireNonNull(buffers.acquire(number));
    }

    @Test
    void thereAreNoMoreThanTheMaximumAndAllOrNoneAreGiven() {
        ByteBuffer[] three = acquire(3);
        assertThat(buffers.acquire(2)).isNull();
        assertThat(buffers.inUse()).isEqualTo(3);
        ByteBuffer[] one = acquire(1);
        assertThat(buffers.acquire(1)).isNull();
        buffers.release(three);
        buffers.release(one);
        assertThat(buffers.inUse()).isZero();
        assertThat(acquire(4)).hasSize(4);
    }

    @Test
    void whatCameBackLastIsGivenFirstAndEmpty() {
        ByteBuffer[] first = acquire(1);
        ByteBuffer[] second = acquire(1);
        second[0].put((byte) 1).flip();
        buffers.release(first);
        buffers.release(second);
        ByteBuffer again = acquire(1)[0];
        assertThat(again).isSameAs(second[0]);
        assertThat(again.isDirect()).isTrue();
        assertThat(again.position()).isZero();
        assertThat(again.remaining()).isEqualTo(DirectBuffers.BUFFER_BYTES);
    }

    @Test
    void theHeapSetsTheirNumber() {
        assertThat(new DirectBuffers().acquire(Integer.MAX_VALUE / 1024)).isNull();
    }
}
