/*
 * Round trips between REQ and REP, and one-way latency at a fixed rate. The latency of a paced message counts from the
 * instant at which the schedule wanted it sent, which travels in its first eight bytes: a sender that falls behind does not
 * hide the delay. An empty message is the end.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "end.h"
#include "histogram.h"

static void reply(void *socket) {
    zmq_msg_t message;
    check(zmq_msg_init(&message) == 0, "zmq_msg_init");
    size_t size;
    do {
        size = receive_bytes(socket, &message);
        check(zmq_msg_send(&message, socket, 0) >= 0, "zmq_msg_send");
    } while (size > 0);
    zmq_msg_close(&message);
}

static void request(void *socket, const struct options *options, struct result *result) {
    struct histogram *latency = new_histogram();
    zmq_msg_t message;
    check(zmq_msg_init_size(&message, options->size) == 0, "zmq_msg_init_size");
    memset(zmq_msg_data(&message), 0, options->size);
    int64_t first = now_nanos();
    int64_t measure = first + to_nanos(options->warm_up);
    int64_t end = measure + to_nanos(options->seconds);
    int64_t before = first;
    int64_t start = first;
    while (before < end) {
        check(zmq_msg_send(&message, socket, 0) >= 0, "zmq_msg_send");
        receive_bytes(socket, &message);
        int64_t after = now_nanos();
        if (before >= measure) {
            record(latency, after - before);
        } else {
            start = after;
        }
        before = after;
    }
    result->messages = latency->count;
    result->total = latency->count;
    result->nanos = before - start;
    result->latency = latency;
    zmq_msg_close(&message);
    send_bytes(socket, 0);
    check(zmq_msg_init(&message) == 0, "zmq_msg_init");
    receive_bytes(socket, &message);
    zmq_msg_close(&message);
}

void play_rep(void *context, const struct options *options) {
    void *socket = open_socket(context, ZMQ_REP, options);
    bind_socket(socket, options);
    reply(socket);
    zmq_close(socket);
    zmq_ctx_term(context); /* waits until the last reply has been sent */
    struct result result = {.idle_cpu_nanos = -1};
    print_result(options, &result);
}

void play_req(void *context, const struct options *options) {
    struct result result = {.idle_cpu_nanos = -1};
    void *socket = open_socket(context, ZMQ_REQ, options);
    connect_socket(socket, options);
    request(socket, options, &result);
    print_result(options, &result);
    zmq_close(socket);
}

static void *run_replier(void *argument) {
    reply(argument);
    return NULL;
}

void play_inproc_round_trip(void *context, const struct options *options) {
    struct result result = {.idle_cpu_nanos = -1};
    void *replier = open_socket(context, ZMQ_REP, options);
    bind_socket(replier, options);
    pthread_t thread;
    check(pthread_create(&thread, NULL, run_replier, replier) == 0, "pthread_create");
    void *requester = open_socket(context, ZMQ_REQ, options);
    connect_socket(requester, options);
    request(requester, options, &result);
    pthread_join(thread, NULL);
    print_result(options, &result);
    zmq_close(requester);
    zmq_close(replier);
}

void play_paced_pull(void *context, const struct options *options) {
    void *socket = open_socket(context, ZMQ_PULL, options);
    bind_socket(socket, options);
    struct histogram *latency = new_histogram();
    zmq_msg_t message;
    check(zmq_msg_init(&message) == 0, "zmq_msg_init");
    int64_t warm_up = to_nanos(options->warm_up);
    int64_t received = 0;
    int64_t first = -1;
    int64_t last = 0;
    while (receive_bytes(socket, &message) > 0) {
        int64_t scheduled;
        memcpy(&scheduled, zmq_msg_data(&message), sizeof scheduled);
        last = now_nanos();
        received++;
        first = first < 0 ? scheduled : first;
        if (scheduled - first >= warm_up) {
            record(latency, last - scheduled);
        }
    }
    struct result result = {
        .messages = latency->count, .total = received, .nanos = last - first - warm_up, .idle_cpu_nanos = -1, .latency = latency};
    print_result(options, &result);
    zmq_msg_close(&message);
    zmq_close(socket);
}

void play_paced_push(void *context, const struct options *options) {
    check(options->size >= sizeof(int64_t), "a paced message needs eight bytes for its instant: --size");
    void *socket = open_socket(context, ZMQ_PUSH, options);
    connect_socket(socket, options);
    int64_t total = (int64_t) (options->rate * (options->warm_up + options->seconds));
    double interval = 1e9 / options->rate;
    await_connections(1);
    int64_t start = now_nanos();
    for (int64_t i = 0; i < total; i++) {
        int64_t scheduled = start + (int64_t) ((double) i * interval);
        await_nanos(scheduled);
        zmq_msg_t message;
        check(zmq_msg_init_size(&message, options->size) == 0, "zmq_msg_init_size");
        memcpy(zmq_msg_data(&message), &scheduled, sizeof scheduled);
        check(zmq_msg_send(&message, socket, 0) >= 0, "zmq_msg_send");
    }
    struct result result = {.messages = total, .total = total, .nanos = now_nanos() - start, .idle_cpu_nanos = -1};
    send_bytes(socket, 0);
    print_result_and_stay(options, &result);
}
