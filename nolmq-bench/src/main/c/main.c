#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "end.h"

#define MAXIMUM_SOCKETS 20000

static const struct {
    const char *name;
    void (*play)(void *context, const struct options *options);
} roles[] = {
    {"pull", play_pull},
    {"push", play_push},
    {"pub", play_pub},
    {"sub", play_sub},
    {"rep", play_rep},
    {"req", play_req},
    {"paced-pull", play_paced_pull},
    {"paced-push", play_paced_push},
    {"inproc-throughput", play_inproc_throughput},
    {"inproc-round-trip", play_inproc_round_trip},
    {"idle-pull", play_idle_pull},
    {"idle-push", play_idle_push},
};

static _Noreturn void refuse(const char *what, const char *value) {
    fprintf(stderr, "libzmq-end: %s: %s\n", what, value);
    exit(2);
}

static void set(struct options *options, const char *name, double value) {
    if (strcmp(name, "--size") == 0) {
        options->size = (size_t) value;
    } else if (strcmp(name, "--seconds") == 0) {
        options->seconds = value;
    } else if (strcmp(name, "--warm-up") == 0) {
        options->warm_up = value;
    } else if (strcmp(name, "--peers") == 0) {
        options->peers = (int) value;
    } else if (strcmp(name, "--sockets") == 0) {
        options->sockets = (int) value;
    } else if (strcmp(name, "--threads") == 0) {
        options->threads = (int) value;
    } else if (strcmp(name, "--burst") == 0) {
        options->burst = (int) value;
    } else if (strcmp(name, "--rate") == 0) {
        options->rate = value;
    } else if (strcmp(name, "--hwm") == 0) {
        options->hwm = (int) value;
    } else {
        refuse("unknown option", name);
    }
}

int main(int argc, char **argv) {
    if (argc < 3 || argc % 2 == 0) {
        refuse("usage", "ROLE ENDPOINT [--option value]...");
    }
    struct options options = {.role = argv[1],
                              .endpoint = argv[2],
                              .size = 64,
                              .seconds = 5,
                              .peers = 1,
                              .sockets = 1,
                              .burst = 1,
                              .rate = 1000,
                              .hwm = -1};
    for (int i = 3; i < argc; i += 2) {
        char *end;
        double value = strtod(argv[i + 1], &end);
        if (*end != '\0' || end == argv[i + 1]) {
            refuse("not a number", argv[i + 1]);
        }
        set(&options, argv[i], value);
    }
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
        if (strcmp(roles[i].name, options.role) == 0) {
            void *context = zmq_ctx_new();
            check(context != NULL, "zmq_ctx_new");
            check(zmq_ctx_set(context, ZMQ_MAX_SOCKETS, MAXIMUM_SOCKETS) == 0, "ZMQ_MAX_SOCKETS");
            roles[i].play(context, &options);
            return 0;
        }
    }
    refuse("unknown role", options.role);
}
