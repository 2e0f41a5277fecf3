package io.nolmq.internal.raw;

import io.nolmq.spi.WireHeartbeat;

/** Peers that speak no protocol cannot be asked for a sign of life. */
final class NoHeartbeat implements WireHeartbeat {
    @Override
    public void start(long nowNanos) {}

    @Override
    public void onPeerTimeToLive(int deciseconds, long nowNanos, long signsOfLife) {}

    @Override
    public void onStandstill(long nowNanos, long signsOfLife) {}

    @Override
    public void onTimer(long nowNanos, long signsOfLife, Actions actions) {}

    @Override
    public long nanosUntilDeadline(long nowNanos) {
        return -1;
    }
}
