package io.nolmq.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadInterestTest {
    private final ReadInterest interest = new ReadInterest();
    private final List<Pipe> pipes = new ArrayList<>();
    private Selector selector;

    @BeforeEach
    void openSelector() throws IOException {
        selector = Selector.open();
    }

    @AfterEach
    void closeAll() throws IOException {
        selector.close();
        for (Pipe pipe : pipes) {
            pipe.source().close();
            pipe.sink().close();
        }
    }

    private SelectionKey key() throws IOException {
        Pipe pipe = Pipe.open();
        pipes.add(pipe);
        pipe.source().configureBlocking(false);
        return pipe.source().register(selector, 0);
    }

    private static boolean isArmed(SelectionKey key) {
        return key.interestOps() == SelectionKey.OP_READ;
    }

    @Test
    void whatIsDisarmedIsArmedWithAllOthers() throws IOException {
        SelectionKey one = key();
        SelectionKey other = key();
        interest.arm(one);
        interest.arm(other);
        interest.disarm(one);
        assertThat(isArmed(one)).isFalse();
        assertThat(isArmed(other)).isTrue();
        interest.armAll();
        assertThat(isArmed(one)).isTrue();
    }

    @Test
    void whatIsDisarmedBeforeItsTurnToBeArmedStaysSo() throws IOException {
        SelectionKey early = key();
        interest.disarm(early);
        interest.arm(early);
        assertThat(isArmed(early)).isFalse();
    }

    @Test
    void whatIsHeldIsArmedWhenItIsReleasedAndNotBefore() throws IOException {
        SelectionKey held = key();
        interest.arm(held);
        interest.hold(held);
        interest.armAll();
        assertThat(isArmed(held)).isFalse();
        interest.release(held);
        assertThat(isArmed(held)).isTrue();
    }

    @Test
    void whatIsForgottenIsLeftAsItIs() throws IOException {
        SelectionKey gone = key();
        interest.hold(gone);
        interest.forget(gone);
        interest.armAll();
        assertThat(isArmed(gone)).isFalse();
    }

    @Test
    void aKeyThatIsNoLongerValidDisturbsNobody() throws IOException {
        SelectionKey cancelled = key();
        SelectionKey other = key();
        interest.disarm(cancelled);
        interest.disarm(other);
        cancelled.cancel();
        interest.disarm(cancelled);
        interest.armAll();
        interest.release(cancelled);
        assertThat(isArmed(other)).isTrue();
    }
}
