package io.nolmq.bench;

import org.jspecify.annotations.Nullable;

/**
 * One run of one pairing in one scenario.
 *
 * @param round from 1; the runs of all pairings in a round follow each other
 * @param load the load average of one minute when it began
 * @param binder what the binding end reported, or the only process of an inproc scenario
 * @param connector what the connecting end reported
 * @param failure why the run does not count
 */
record Run(
        Scenario scenario,
        Pairing pairing,
        int round,
        double load,
        @Nullable EndFigures binder,
        @Nullable EndFigures connector,
        @Nullable String failure) {

    /** The figures of the end that measures, unless the run failed. */
    @Nullable
    EndFigures measured() {
        if (failure != null) {
            return null;
        }
        return scenario.measuredBy() == Scenario.Side.BINDER ? binder : connector;
    }
}
