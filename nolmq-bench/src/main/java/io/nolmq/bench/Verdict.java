package io.nolmq.bench;

import java.util.Optional;

/** The answer to whether a build of NolMQ is as fast as an earlier one. */
enum Verdict {
    KEPT("kept", ""),
    SHORTFALL("shortfall", ""),
    TOO_FEW_ROUNDS("no result", "too few rounds"),
    TOO_WIDE("no result", "the interval is wider than 0.10"),
    /** The same rule finds a difference between two runs of the same build. */
    NOISE("no result", "before differs from itself");

    private static final double SHORTFALL_INTERVAL = 0.97;
    private static final double SHORTFALL_MEDIAN = 0.95;
    private static final double WIDEST = 0.10;
    private static final double ROUNDING = 1e-9;

    private final String word;
    private final String reason;

    Verdict(String word, String reason) {
        this.word = word;
        this.reason = reason;
    }

    /** Judges the ratio of a build to an earlier one, given the ratio of the earlier one to itself. */
    static Verdict of(Estimate ratio, Estimate noise) {
        if (of(noise) == SHORTFALL || of(noise.inverse()) == SHORTFALL) {
            return NOISE;
        }
        return of(ratio);
    }

    /** An interval wholly below the limit is a shortfall, however wide it is. */
    private static Verdict of(Estimate ratio) {
        Optional<Interval> interval = ratio.interval();
        if (interval.isEmpty()) {
            return TOO_FEW_ROUNDS;
        }
        if (interval.get().high() < SHORTFALL_INTERVAL) {
            return SHORTFALL;
        }
        if (interval.get().width() > WIDEST + ROUNDING) {
            return TOO_WIDE;
        }
        return ratio.median() < SHORTFALL_MEDIAN ? SHORTFALL : KEPT;
    }

    /** The verdict, with a reason if there is no result. */
    @Override
    public String toString() {
        return reason.isEmpty() ? word : word + ": " + reason;
    }
}
