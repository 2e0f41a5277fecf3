/* A histogram of nanoseconds: exact below 2048, then 1024 steps to each doubling (three significant digits). */
#ifndef NOLMQ_BENCH_HISTOGRAM_H
#define NOLMQ_BENCH_HISTOGRAM_H

#include <stdint.h>

#define HISTOGRAM_EXACT 2048
#define HISTOGRAM_STEPS 1024
#define HISTOGRAM_DOUBLINGS 32 /* up to 2^43 ns, more than two hours */
#define HISTOGRAM_SLOTS (HISTOGRAM_EXACT + HISTOGRAM_STEPS * HISTOGRAM_DOUBLINGS)

struct histogram {
    int64_t count;
    double sum;
    int64_t minimum;
    int64_t maximum;
    int64_t slots[HISTOGRAM_SLOTS];
};

struct histogram *new_histogram(void);
void record(struct histogram *histogram, int64_t nanos);
/* The highest value that is not told apart from the one at that percentile (0 to 100). */
int64_t at_percentile(const struct histogram *histogram, double percentile);

#endif
