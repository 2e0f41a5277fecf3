package io.nolmq.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LookoutTest {
    private final Lookout lookout = new Lookout();
    private Selector selector;
    private long receives;

    @BeforeEach
    void open() throws IOException {
        selector = Selector.open();
    }

    @AfterEach
    void close() throws IOException {
        selector.close();
    }

    private long nextOfAStream() {
        receives += Lookout.STREAM_MESSAGES;
        return receives;
    }

    @Test
    void shortWaitsLengthenTheLookAndLongOnesEndIt() {
        assertThat(lookout.lookNanos()).isZero();
        for (int i = 0; i < 10; i++) {
            lookout.learn(Lookout.LOOK_NANOS - 1);
        }
        assertThat(lookout.lookNanos()).isEqualTo(Lookout.LOOK_NANOS);
        for (int i = 0; i < 10; i++) {
            lookout.learn(Lookout.LOOK_NANOS);
        }
        assertThat(lookout.lookNanos()).isZero();
    }

    @Test
    void aFewMessagesAreNoStreamAndTeachNothing() throws IOException {
        lookout.learn(1);
        long before = lookout.lookNanos();
        selector.wakeup();
        lookout.await(selector, Lookout.STREAM_MESSAGES - 1, () -> false);
        assertThat(lookout.lookNanos()).isEqualTo(before);
    }

    @Test
    void aWakeUpThatALookSwallowsIsNotLost() throws Exception {
        for (int i = 0; i < 3_000; i++) {
            for (int j = 0; j < 10; j++) {
                lookout.learn(1);
            }
            AtomicBoolean woken = new AtomicBoolean();
            AtomicBoolean waits = new AtomicBoolean();
            Thread waker = new Thread(() -> {
                while (!waits.get()) {
                    Thread.onSpinWait();
                }
                woken.set(true);
                selector.wakeup();
            });
            waker.start();
            waits.set(true);
            lookout.await(selector, nextOfAStream(), woken::get);
            assertThat(woken).isTrue();
            waker.join();
            selector.selectNow(); // what the wake-up may have left
        }
    }

    @Test
    void anInterruptEndsTheWaitAndStays() throws IOException {
        lookout.learn(1);
        Thread.currentThread().interrupt();
        lookout.await(selector, nextOfAStream(), () -> false);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aChannelThatCanBeReadEndsTheWaitAndIsReported() throws IOException {
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel sink = pipe.sink()) {
            source.configureBlocking(false);
            SelectionKey key = source.register(selector, SelectionKey.OP_READ);
            sink.write(ByteBuffer.wrap(new byte[1]));
            lookout.learn(1);
            lookout.await(selector, nextOfAStream(), () -> false);
            assertThat(selector.selectedKeys()).containsExactly(key);
        }
    }
}
