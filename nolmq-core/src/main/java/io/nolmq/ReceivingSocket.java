package io.nolmq;

import io.nolmq.internal.engine.SocketCore;
import io.nolmq.message.Message;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A socket of a type that only receives. */
public abstract sealed class ReceivingSocket extends Socket implements BatchReceiver permits PullSocket, SubSocket {
    ReceivingSocket(SocketCore core) {
        super(core);
    }

    @Override
    public final Message receive() {
        return Objects.requireNonNull(core().receiveWaiting(false, 0));
    }

    @Override
    public final @Nullable Message tryReceive() {
        return core().tryReceive();
    }

    @Override
    public final boolean isReadable() {
        return core().isReadable();
    }

    @Override
    public final @Nullable Message receive(Duration timeout) {
        return core().receive(Durations.nanos(timeout));
    }

    @Override
    public final List<Message> receive(int most) {
        return core().receiveAll(Batches.require(most), false, 0);
    }

    @Override
    public final List<Message> receive(int most, Duration timeout) {
        return core().receiveAll(Batches.require(most), true, System.nanoTime() + Durations.nanos(timeout));
    }
}
