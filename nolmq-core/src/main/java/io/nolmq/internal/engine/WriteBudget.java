package io.nolmq.internal.engine;

/** How much one call may write to channels itself; the rest is the flusher's. Belongs to the send side. */
final class WriteBudget {
    private static final int WRITES_PER_CALL = 8;

    private int writesLeft;
    private boolean earlyDecided;
    private boolean early;
    private int askedEarly;

    void beginCall() {
        writesLeft = WRITES_PER_CALL;
        earlyDecided = false;
        askedEarly = 0;
    }

    /** The same for a call with several messages: what is far from full waits for the last one. */
    void beginBatch() {
        writesLeft = WRITES_PER_CALL;
        earlyDecided = true;
        early = false;
        askedEarly = 0;
    }

    /** The last message of such a call comes. */
    void beginLast() {
        earlyDecided = false;
        askedEarly = 0;
    }

    /** To give a message to many takes long: the pause before the next early write begins when all have it. */
    void endCall() {
        if (askedEarly > 1) {
            CallerWrites.mine().busy();
        }
    }

    boolean take() {
        return writesLeft-- > 0;
    }

    /** For a batch that is far from full. Decided once for all pipes of a call. */
    boolean takeEarly() {
        askedEarly++;
        if (!earlyDecided) {
            earlyDecided = true;
            early = CallerWrites.mine().isTimeToWrite();
        }
        return early && take();
    }
}
