#include <errno.h>
#include <sched.h>
#include <time.h>

#include "end.h"

#define NEAR_NANOS 200000
#define CONNECT_NANOS 1000000000
#define CONNECT_NANOS_EACH 1000000

static int64_t read_clock(clockid_t clock) {
    struct timespec time;
    check(clock_gettime(clock, &time) == 0, "clock_gettime");
    return (int64_t) time.tv_sec * 1000000000 + time.tv_nsec;
}

/* The clock of System.nanoTime, so that an instant may travel from one process to another. */
int64_t now_nanos(void) {
    return read_clock(CLOCK_MONOTONIC);
}

int64_t cpu_nanos(void) {
    return read_clock(CLOCK_PROCESS_CPUTIME_ID);
}

int64_t to_nanos(double seconds) {
    return (int64_t) (seconds * 1e9);
}

void sleep_nanos(int64_t nanos) {
    struct timespec left = {.tv_sec = nanos / 1000000000, .tv_nsec = nanos % 1000000000};
    while (nanosleep(&left, &left) != 0 && errno == EINTR) {
    }
}

void await_nanos(int64_t instant) {
    int64_t left;
    while ((left = instant - now_nanos()) > 0) {
        if (left > NEAR_NANOS) {
            sleep_nanos(left - NEAR_NANOS);
        } else {
            sched_yield();
        }
    }
}

void await_connections(int sockets) {
    sleep_nanos(CONNECT_NANOS + (int64_t) sockets * CONNECT_NANOS_EACH);
}
