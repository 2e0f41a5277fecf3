package io.nolmq.internal.zmtp;

import io.nolmq.message.HeartbeatOptions;
import io.nolmq.spi.WireHeartbeat;
import java.util.concurrent.TimeUnit;

/**
 * PING, PONG and the times that go with them.
 *
 * <p>The time for an answer begins with the first PING since the last sign of life, so that a peer that vanishes is noticed
 * within an interval and a time-out. It begins whether the kernel took the PING or not: behind a backlog that the peer does
 * not take, a PING would wait for as long as the peer is gone.
 */
final class Heartbeat implements WireHeartbeat {
    private static final long DECISECOND_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final HeartbeatOptions options;
    private final Deadline nextPing = new Deadline();
    private final Watch answer = new Watch();
    private final Watch peerTimeToLive = new Watch();

    Heartbeat(HeartbeatOptions options) {
        this.options = options;
    }

    @Override
    public void start(long nowNanos) {
        if (options.intervalNanos() > 0) {
            nextPing.set(nowNanos, options.intervalNanos());
        }
    }

    @Override
    public void onPeerTimeToLive(int deciseconds, long nowNanos, long signsOfLife) {
        peerTimeToLive.begin(deciseconds * DECISECOND_NANOS, nowNanos, signsOfLife);
    }

    @Override
    public void onStandstill(long nowNanos, long signsOfLife) {
        answer.repeat(nowNanos, signsOfLife);
        peerTimeToLive.repeat(nowNanos, signsOfLife);
    }

    @Override
    public void onTimer(long nowNanos, long signsOfLife, Actions actions) {
        answer.onTimer(nowNanos, signsOfLife, actions);
        peerTimeToLive.onTimer(nowNanos, signsOfLife, actions);
        if (nextPing.isPast(nowNanos)) {
            nextPing.set(nowNanos, options.intervalNanos());
            if (!answer.isWaitingSince(signsOfLife)) {
                answer.begin(options.effectiveTimeoutNanos(), nowNanos, signsOfLife);
            }
            actions.ping((int) (options.timeToLiveNanos() / DECISECOND_NANOS));
        }
    }

    @Override
    public long nanosUntilDeadline(long nowNanos) {
        return Deadline.nearer(
                nextPing.nanosLeft(nowNanos),
                Deadline.nearer(answer.deadline.nanosLeft(nowNanos), peerTimeToLive.deadline.nanosLeft(nowNanos)));
    }

    /** Waits for one more sign of life, for a time. */
    private static final class Watch {
        private final Deadline deadline = new Deadline();
        private long nanos;
        private long signsSeen;
        private boolean suspects;

        /** @param lengthNanos 0 for no limit */
        void begin(long lengthNanos, long nowNanos, long signsOfLife) {
            nanos = lengthNanos;
            signsSeen = signsOfLife;
            suspects = false;
            if (lengthNanos > 0) {
                deadline.set(nowNanos, lengthNanos);
            } else {
                deadline.clear();
            }
        }

        boolean isWaitingSince(long signsOfLife) {
            return deadline.isSet() && signsSeen == signsOfLife;
        }

        void onTimer(long nowNanos, long signsOfLife, Actions actions) {
            if (deadline.isPast(nowNanos)) {
                deadline.clear();
                if (signsSeen == signsOfLife) {
                    suspects = true;
                    actions.suspect(signsSeen, nanos);
                }
            }
        }

        void repeat(long nowNanos, long signsOfLife) {
            if (suspects && signsSeen == signsOfLife) {
                begin(nanos, nowNanos, signsOfLife);
            }
        }
    }
}
