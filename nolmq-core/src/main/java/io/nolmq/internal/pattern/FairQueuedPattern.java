package io.nolmq.internal.pattern;

import io.nolmq.spi.Pattern;
import io.nolmq.spi.Pipe;

/** A pattern that receives from its pipes in turn. */
abstract class FairQueuedPattern implements Pattern {
    final FairQueue in;

    FairQueuedPattern(FairQueue in) {
        this.in = in;
    }

    @Override
    public boolean isReadable() {
        return in.hasNext();
    }

    @Override
    public long discardReceived() {
        return in.discard();
    }

    @Override
    public boolean mayHaveMore() {
        return in.mayHaveMore();
    }

    @Override
    public final void onReadable(Pipe pipe) {
        in.onReadable(pipe);
    }

    @Override
    public final void onSilent(Pipe pipe) {
        in.onSilent(pipe);
    }
}
