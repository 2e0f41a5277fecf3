/* Connections over which nothing goes: what the process burns meanwhile. The warm-up is the time to let things settle. */
#include <stdlib.h>

#include "end.h"

static struct result measure(const struct options *options) {
    sleep_nanos(to_nanos(options->warm_up));
    int64_t start = now_nanos();
    int64_t cpu = cpu_nanos();
    sleep_nanos(to_nanos(options->seconds));
    struct result result = {.idle_cpu_nanos = cpu_nanos() - cpu, .nanos = now_nanos() - start};
    return result;
}

/* Knows by one message from each peer that all are connected. */
void play_idle_pull(void *context, const struct options *options) {
    void *socket = open_socket(context, ZMQ_PULL, options);
    bind_socket(socket, options);
    zmq_msg_t message;
    check(zmq_msg_init(&message) == 0, "zmq_msg_init");
    for (int i = 0; i < options->peers; i++) {
        receive_bytes(socket, &message);
    }
    zmq_msg_close(&message);
    struct result result = measure(options);
    print_result(options, &result);
    zmq_close(socket);
}

void play_idle_push(void *context, const struct options *options) {
    void **sockets = calloc((size_t) options->sockets, sizeof *sockets);
    check(sockets != NULL, "calloc");
    for (int i = 0; i < options->sockets; i++) {
        sockets[i] = open_socket(context, ZMQ_PUSH, options);
        connect_socket(sockets[i], options);
    }
    await_connections(options->sockets);
    for (int i = 0; i < options->sockets; i++) {
        send_bytes(sockets[i], options->size);
    }
    struct result result = measure(options);
    print_result_and_stay(options, &result);
}
