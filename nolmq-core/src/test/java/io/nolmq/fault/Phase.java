package io.nolmq.fault;

/** The phases of a run, in which each site fails by itself. */
enum Phase {
    CREATE,
    SET_UP,
    TRAFFIC,
    RECONNECT,
    CLOSE
}
