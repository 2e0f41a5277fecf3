/*
 * One end of a benchmark, played by libzmq. The command line and the result are the same as those of the ends in Java:
 *
 *     libzmq-end ROLE ENDPOINT [--size BYTES] [--seconds N] [--warm-up N] [--peers N] [--sockets N] [--threads N]
 *                              [--burst N] [--rate N] [--hwm N]
 *
 * A role that binds first prints "bound ENDPOINT", with the port that was chosen. Every role prints one line of JSON. A role
 * that sends then stays, with its connections, until its standard input ends: libzmq 4.3.4 loses what it has not read yet when
 * the peer closes an ipc connection whose receiver is at its high-water mark.
 */
#ifndef NOLMQ_BENCH_END_H
#define NOLMQ_BENCH_END_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <zmq.h>

struct options {
    const char *role;
    const char *endpoint;
    size_t size;        /* bytes in a message */
    double seconds;     /* how long to measure */
    double warm_up;     /* seconds of the same work before, which do not count */
    int peers;          /* binding end: how many sockets connect */
    int sockets;        /* connecting end: how many sockets to open */
    int threads;        /* sub: how many threads receive; 0 = one for each socket */
    int burst;          /* push: messages to one socket before it is the next one's turn */
    double rate;        /* paced-push: messages each second */
    int hwm;            /* high-water mark of both directions; -1 = the library's default */
};

/* What one end has counted. The histogram may be absent. */
struct result {
    int64_t messages; /* that count */
    int64_t total;    /* those of the warm-up too */
    int64_t nanos;
    int64_t idle_cpu_nanos; /* -1 = not measured */
    const struct histogram *latency;
};

/* clock.c */
int64_t now_nanos(void);
int64_t cpu_nanos(void);
int64_t to_nanos(double seconds);
void sleep_nanos(int64_t nanos);
/* Waits for an instant of a schedule: sleeps while it is far away, yields while it is near. */
void await_nanos(int64_t instant);
/* Waits until that many sockets should be connected: a crowd that connects is not what is measured. */
void await_connections(int sockets);

/* sockets.c */
_Noreturn void fail(const char *what);
void check(bool ok, const char *what);
void *open_socket(void *context, int type, const struct options *options);
void bind_socket(void *socket, const struct options *options);
void connect_socket(void *socket, const struct options *options);
/* Sends a message of that size; what is in it does not matter. */
void send_bytes(void *socket, size_t size);
/* Receives a message and returns its size. */
size_t receive_bytes(void *socket, zmq_msg_t *message);
void print_result(const struct options *options, const struct result *result);
/* The same, then stays until standard input ends. */
_Noreturn void print_result_and_stay(const struct options *options, const struct result *result);

/* throughput.c */
void play_pull(void *context, const struct options *options);
void play_push(void *context, const struct options *options);
void play_inproc_throughput(void *context, const struct options *options);

/* fanout.c */
void play_pub(void *context, const struct options *options);
void play_sub(void *context, const struct options *options);

/* latency.c */
void play_rep(void *context, const struct options *options);
void play_req(void *context, const struct options *options);
void play_inproc_round_trip(void *context, const struct options *options);
void play_paced_pull(void *context, const struct options *options);
void play_paced_push(void *context, const struct options *options);

/* idle.c */
void play_idle_pull(void *context, const struct options *options);
void play_idle_push(void *context, const struct options *options);

#endif
