/*
 * One publisher to many subscribers. Nothing is dropped: the publisher is an XPUB with ZMQ_XPUB_NODROP, which waits for the
 * slowest subscriber, and it starts when every subscriber has subscribed. An empty message is the end of the stream.
 */
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

#include "end.h"

#define CLOCK_EVERY 64
#define VISIT_MESSAGES 100

void play_pub(void *context, const struct options *options) {
    void *socket = open_socket(context, ZMQ_XPUB, options);
    bind_socket(socket, options);
    zmq_msg_t subscription;
    check(zmq_msg_init(&subscription) == 0, "zmq_msg_init");
    for (int i = 0; i < options->peers; i++) {
        receive_bytes(socket, &subscription);
    }
    zmq_msg_close(&subscription);
    struct result result = {.idle_cpu_nanos = -1};
    int64_t start = now_nanos();
    int64_t end = start + to_nanos(options->warm_up + options->seconds);
    do {
        for (int i = 0; i < (options->size > 4096 ? 1 : CLOCK_EVERY); i++) {
            send_bytes(socket, options->size);
            result.messages++;
        }
    } while (now_nanos() < end);
    send_bytes(socket, 0);
    result.total = result.messages;
    result.nanos = now_nanos() - start;
    print_result_and_stay(options, &result);
}

/* One thread that receives, with its share of the sockets. */
struct subscriber {
    void **sockets;
    int count;
    int64_t warm_up;
    int64_t messages; /* after the warm-up */
    int64_t received; /* in all */
    int64_t first;
    int64_t start;
    int64_t end;
    int64_t look;
};

/* Takes note of a message; returns false at the end of the stream. */
static bool take(struct subscriber *subscriber, size_t size) {
    if (size == 0) {
        return false;
    }
    if (++subscriber->received == subscriber->look) {
        subscriber->start = now_nanos();
        subscriber->first = subscriber->received == 1 ? subscriber->start : subscriber->first;
        subscriber->messages = -subscriber->received;
        bool warm = subscriber->start - subscriber->first >= subscriber->warm_up;
        subscriber->look = warm ? INT64_MAX : subscriber->received + CLOCK_EVERY;
    }
    return true;
}

static void receive_one(struct subscriber *subscriber, zmq_msg_t *message) {
    while (take(subscriber, receive_bytes(subscriber->sockets[0], message))) {
    }
}

/* Visits the sockets in turn and never waits in one of them. */
static void receive_many(struct subscriber *subscriber, zmq_msg_t *message) {
    int open = subscriber->count;
    while (open > 0) {
        bool found = false;
        for (int turn = 0; turn < open; turn++) {
            for (int i = 0; i < VISIT_MESSAGES; i++) {
                int size = zmq_msg_recv(message, subscriber->sockets[turn], ZMQ_DONTWAIT);
                if (size < 0) {
                    check(zmq_errno() == EAGAIN, "zmq_msg_recv");
                    break;
                }
                found = true;
                if (!take(subscriber, (size_t) size)) {
                    void *ended = subscriber->sockets[turn];
                    subscriber->sockets[turn--] = subscriber->sockets[--open];
                    subscriber->sockets[open] = ended;
                    break;
                }
            }
        }
        if (!found) {
            sched_yield();
        }
    }
}

static void *run_subscriber(void *argument) {
    struct subscriber *subscriber = argument;
    zmq_msg_t message;
    check(zmq_msg_init(&message) == 0, "zmq_msg_init");
    if (subscriber->count == 1) {
        receive_one(subscriber, &message);
    } else {
        receive_many(subscriber, &message);
    }
    subscriber->end = now_nanos();
    subscriber->messages += subscriber->received;
    zmq_msg_close(&message);
    return NULL;
}

void play_sub(void *context, const struct options *options) {
    int threads = options->threads == 0 ? options->sockets : options->threads;
    void **sockets = calloc((size_t) options->sockets, sizeof *sockets);
    struct subscriber *subscribers = calloc((size_t) threads, sizeof *subscribers);
    pthread_t *ids = calloc((size_t) threads, sizeof *ids);
    check(sockets != NULL && subscribers != NULL && ids != NULL, "calloc");
    for (int i = 0; i < options->sockets; i++) {
        sockets[i] = open_socket(context, ZMQ_SUB, options);
        connect_socket(sockets[i], options);
    }
    for (int i = 0; i < threads; i++) {
        int from = (int) ((int64_t) options->sockets * i / threads);
        int to = (int) ((int64_t) options->sockets * (i + 1) / threads);
        subscribers[i] = (struct subscriber){
            .sockets = sockets + from, .count = to - from, .warm_up = to_nanos(options->warm_up), .look = 1};
        check(pthread_create(&ids[i], NULL, run_subscriber, &subscribers[i]) == 0, "pthread_create");
    }
    struct result result = {.idle_cpu_nanos = -1};
    int64_t start = INT64_MAX;
    int64_t end = 0;
    for (int i = 0; i < threads; i++) {
        pthread_join(ids[i], NULL);
        result.messages += subscribers[i].messages;
        result.total += subscribers[i].received;
        start = subscribers[i].start < start ? subscribers[i].start : start;
        end = subscribers[i].end > end ? subscribers[i].end : end;
    }
    result.nanos = end - start;
    print_result(options, &result);
    for (int i = 0; i < options->sockets; i++) {
        zmq_close(sockets[i]);
    }
    free(sockets);
    free(subscribers);
    free(ids);
}
