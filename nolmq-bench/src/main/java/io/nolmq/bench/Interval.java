package io.nolmq.bench;

/**
 * A confidence interval.
 *
 * @param low its lower end, which belongs to it
 * @param high its upper end, which belongs to it
 */
record Interval(double low, double high) {
    double width() {
        return high - low;
    }
}
