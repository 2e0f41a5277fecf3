package io.nolmq.cli;

import java.util.Map;

/**
 * One row.
 *
 * @param benchmark thr or lat
 * @param transport tcp or inproc
 * @param sizeBytes the size of a message
 * @param count how many messages or round trips one run had
 * @param metrics what was measured, by name and unit, in the order of the columns
 */
record BenchResult(String benchmark, String transport, int sizeBytes, long count, Map<String, Double> metrics) {}
