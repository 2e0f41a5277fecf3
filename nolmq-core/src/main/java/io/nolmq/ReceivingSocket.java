package io.nolmq;

import io.nolmq.internal.engine.ReceiveCalls;
import io.nolmq.internal.engine.SocketCore;
import io.nolmq.message.Message;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A socket of a type that only receives. */
public abstract sealed class ReceivingSocket extends Socket implements BatchReceiver permits PullSocket, SubSocket {
    private final ReceiveCalls receiving;

    ReceivingSocket(SocketCore core) {
        super(core);
        receiving = core.receiving();
    }

    @Override
    public final Message receive() {
        return Objects.requireNonNull(receiving.receiveWaiting(false, 0));
    }

    @Override
    public final @Nullable Message tryReceive() {
        return receiving.tryReceive();
    }

    @Override
    public final boolean isReadable() {
        return receiving.isReadable();
    }

    @Override
    public final @Nullable Message receive(Duration timeout) {
        return receiving.receive(Durations.nanos(timeout));
    }

    @Override
    public final List<Message> receive(int most) {
        return receiving.receiveAll(Batches.require(most), false, 0);
    }

    @Override
    public final List<Message> receive(int most, Duration timeout) {
        return receiving.receiveAll(Batches.require(most), true, System.nanoTime() + Durations.nanos(timeout));
    }
}
