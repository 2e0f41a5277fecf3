package io.nolmq;

import io.nolmq.internal.engine.SocketCore;
import io.nolmq.message.Message;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The receiving end of a pipeline (RFC 30): takes messages from its {@link PushSocket}s in turn. */
public final class PullSocket extends Socket implements Receiver {
    PullSocket(SocketCore core) {
        super(core);
    }

    @Override
    public Message receive() {
        return core().receive();
    }

    @Override
    public @Nullable Message tryReceive() {
        return core().tryReceive();
    }

    @Override
    public @Nullable Message receive(Duration timeout) {
        return core().receive(Durations.nanos(timeout));
    }
}
