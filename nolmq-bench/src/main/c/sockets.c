#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "end.h"
#include "histogram.h"

void fail(const char *what) {
    fprintf(stderr, "libzmq-end: %s failed: %s\n", what, zmq_strerror(zmq_errno()));
    exit(1);
}

void check(bool ok, const char *what) {
    if (!ok) {
        fail(what);
    }
}

static void set_option(void *socket, int option, int value) {
    check(zmq_setsockopt(socket, option, &value, sizeof value) == 0, "zmq_setsockopt");
}

void *open_socket(void *context, int type, const struct options *options) {
    void *socket = zmq_socket(context, type);
    check(socket != NULL, "zmq_socket");
    if (options->hwm >= 0) {
        set_option(socket, ZMQ_SNDHWM, options->hwm);
        set_option(socket, ZMQ_RCVHWM, options->hwm);
    }
    if (type == ZMQ_XPUB) {
        set_option(socket, ZMQ_XPUB_NODROP, 1);
        set_option(socket, ZMQ_XPUB_VERBOSE, 1);
    }
    if (type == ZMQ_SUB) {
        check(zmq_setsockopt(socket, ZMQ_SUBSCRIBE, "", 0) == 0, "ZMQ_SUBSCRIBE");
    }
    return socket;
}

void bind_socket(void *socket, const struct options *options) {
    check(zmq_bind(socket, options->endpoint) == 0, "zmq_bind");
    char bound[1024];
    size_t length = sizeof bound;
    check(zmq_getsockopt(socket, ZMQ_LAST_ENDPOINT, bound, &length) == 0, "ZMQ_LAST_ENDPOINT");
    printf("bound %s\n", bound);
    fflush(stdout);
}

void connect_socket(void *socket, const struct options *options) {
    check(zmq_connect(socket, options->endpoint) == 0, "zmq_connect");
}

void send_bytes(void *socket, size_t size) {
    zmq_msg_t message;
    check(zmq_msg_init_size(&message, size) == 0, "zmq_msg_init_size");
    check(zmq_msg_send(&message, socket, 0) >= 0, "zmq_msg_send");
}

size_t receive_bytes(void *socket, zmq_msg_t *message) {
    int size = zmq_msg_recv(message, socket, 0);
    check(size >= 0, "zmq_msg_recv");
    return (size_t) size;
}

void print_result(const struct options *options, const struct result *result) {
    int major;
    int minor;
    int patch;
    zmq_version(&major, &minor, &patch);
    printf("{\"role\":\"%s\",\"library\":\"libzmq %d.%d.%d\",\"messages\":%" PRId64 ",\"total\":%" PRId64
           ",\"nanos\":%" PRId64
           ",\"cpuNanos\":%" PRId64,
           options->role, major, minor, patch, result->messages, result->total,
           result->nanos, cpu_nanos());
    if (result->idle_cpu_nanos >= 0) {
        printf(",\"idleCpuNanos\":%" PRId64, result->idle_cpu_nanos);
    }
    const struct histogram *latency = result->latency;
    if (latency != NULL && latency->count > 0) {
        printf(",\"count\":%" PRId64 ",\"mean\":%.1f,\"min\":%" PRId64, latency->count,
               latency->sum / (double) latency->count, latency->minimum);
        printf(",\"p50\":%" PRId64 ",\"p90\":%" PRId64 ",\"p99\":%" PRId64, at_percentile(latency, 50),
               at_percentile(latency, 90), at_percentile(latency, 99));
        printf(",\"p999\":%" PRId64 ",\"p9999\":%" PRId64 ",\"max\":%" PRId64, at_percentile(latency, 99.9),
               at_percentile(latency, 99.99), latency->maximum);
    }
    printf("}\n");
    fflush(stdout);
}

void print_result_and_stay(const struct options *options, const struct result *result) {
    print_result(options, result);
    char byte;
    while (read(STDIN_FILENO, &byte, 1) > 0) {
    }
    _exit(0);
}
