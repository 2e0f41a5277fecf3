#include "histogram.h"

#include <math.h>
#include <stdlib.h>

#include "end.h"

struct histogram *new_histogram(void) {
    struct histogram *histogram = calloc(1, sizeof *histogram);
    check(histogram != NULL, "calloc");
    histogram->minimum = INT64_MAX;
    return histogram;
}

static int slot_of(int64_t value) {
    if (value < HISTOGRAM_EXACT) {
        return (int) value;
    }
    int shift = 63 - __builtin_clzll((unsigned long long) value) - 10;
    int slot = HISTOGRAM_EXACT + (shift - 1) * HISTOGRAM_STEPS + (int) (value >> shift) - HISTOGRAM_STEPS;
    return slot < HISTOGRAM_SLOTS ? slot : HISTOGRAM_SLOTS - 1;
}

static int64_t highest_in(int slot) {
    if (slot < HISTOGRAM_EXACT) {
        return slot;
    }
    int shift = (slot - HISTOGRAM_EXACT) / HISTOGRAM_STEPS + 1;
    int64_t step = (slot - HISTOGRAM_EXACT) % HISTOGRAM_STEPS + HISTOGRAM_STEPS;
    return ((step + 1) << shift) - 1;
}

void record(struct histogram *histogram, int64_t nanos) {
    int64_t value = nanos < 0 ? 0 : nanos;
    histogram->count++;
    histogram->sum += (double) value;
    if (value < histogram->minimum) {
        histogram->minimum = value;
    }
    if (value > histogram->maximum) {
        histogram->maximum = value;
    }
    histogram->slots[slot_of(value)]++;
}

int64_t at_percentile(const struct histogram *histogram, double percentile) {
    int64_t wanted = (int64_t) ceil((double) histogram->count * percentile / 100.0);
    int64_t seen = 0;
    for (int slot = 0; slot < HISTOGRAM_SLOTS; slot++) {
        seen += histogram->slots[slot];
        if (seen > 0 && seen >= wanted) {
            return highest_in(slot);
        }
    }
    return 0;
}
