package io.nolmq;

/** Argument checks of calls with several messages. */
final class Batches {
    private Batches() {}

    static int require(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("asked for less than one message: most=" + most);
        }
        return most;
    }
}
