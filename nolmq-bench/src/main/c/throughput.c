/* PUSH to PULL as fast as they can. An empty message from each PUSH is the end of its stream. */
#include <pthread.h>
#include <stdlib.h>

#include "end.h"

#define CLOCK_EVERY 1024

/* Counts from the first message on, or from the first after the warm-up. */
static void pull(void *socket, int peers, const struct options *options, struct result *result) {
    zmq_msg_t message;
    check(zmq_msg_init(&message) == 0, "zmq_msg_init");
    int64_t warm_up = to_nanos(options->warm_up);
    int64_t first = 0;
    int64_t start = 0;
    int64_t counted = 0;
    int64_t received = 0;
    int64_t look = 1;
    while (peers > 0) {
        if (receive_bytes(socket, &message) == 0) {
            peers--;
            continue;
        }
        if (++received == look) {
            start = now_nanos();
            first = received == 1 ? start : first;
            counted = received;
            look = start - first < warm_up ? received + CLOCK_EVERY : INT64_MAX;
        }
    }
    result->messages = received - counted;
    result->total = received;
    result->nanos = now_nanos() - start;
    zmq_msg_close(&message);
}

static int64_t push(void **sockets, const struct options *options) {
    int64_t end = now_nanos() + to_nanos(options->warm_up + options->seconds);
    int64_t sent = 0;
    int64_t look = 0;
    for (int turn = 0;; turn = turn + 1 == options->sockets ? 0 : turn + 1) {
        for (int i = 0; i < options->burst; i++) {
            send_bytes(sockets[turn], options->size);
        }
        sent += options->burst;
        if (sent >= look) {
            if (now_nanos() >= end) {
                break;
            }
            look = sent + (options->size > 4096 ? 1 : CLOCK_EVERY);
        }
    }
    for (int i = 0; i < options->sockets; i++) {
        send_bytes(sockets[i], 0);
    }
    return sent;
}

void play_pull(void *context, const struct options *options) {
    struct result result = {.idle_cpu_nanos = -1};
    void *socket = open_socket(context, ZMQ_PULL, options);
    bind_socket(socket, options);
    pull(socket, options->peers, options, &result);
    print_result(options, &result);
    zmq_close(socket);
}

static void **connect_pushes(void *context, const struct options *options) {
    void **sockets = calloc((size_t) options->sockets, sizeof *sockets);
    check(sockets != NULL, "calloc");
    for (int i = 0; i < options->sockets; i++) {
        sockets[i] = open_socket(context, ZMQ_PUSH, options);
        connect_socket(sockets[i], options);
    }
    if (options->sockets > 1) {
        await_connections(options->sockets);
    }
    return sockets;
}

void play_push(void *context, const struct options *options) {
    void **sockets = connect_pushes(context, options);
    int64_t start = now_nanos();
    struct result result = {.idle_cpu_nanos = -1};
    result.messages = push(sockets, options);
    result.total = result.messages;
    result.nanos = now_nanos() - start;
    print_result_and_stay(options, &result);
}

struct sender {
    void *context;
    const struct options *options;
};

static void *run_sender(void *argument) {
    const struct sender *sender = argument;
    void **sockets = connect_pushes(sender->context, sender->options);
    push(sockets, sender->options);
    zmq_close(sockets[0]);
    free(sockets);
    return NULL;
}

void play_inproc_throughput(void *context, const struct options *options) {
    struct result result = {.idle_cpu_nanos = -1};
    struct sender sender = {context, options};
    void *socket = open_socket(context, ZMQ_PULL, options);
    bind_socket(socket, options);
    pthread_t thread;
    check(pthread_create(&thread, NULL, run_sender, &sender) == 0, "pthread_create");
    pull(socket, 1, options, &result);
    pthread_join(thread, NULL);
    print_result(options, &result);
    zmq_close(socket);
}
