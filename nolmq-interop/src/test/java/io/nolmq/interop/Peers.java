package io.nolmq.interop;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Whether other implementations must be there. */
final class Peers {
    private Peers() {}

    /** Skips the test, visibly, where a peer is missing; fails it where NOLMQ_PEERS=required. */
    static void require(boolean present, String name) {
        if (present) {
            return;
        }
        String line = "SKIPPED for want of a peer: " + name;
        System.err.println(line);
        if ("required".equals(System.getenv("NOLMQ_PEERS"))) {
            Assertions.fail(name + " is missing, and NOLMQ_PEERS=required");
        }
        Assumptions.abort(line);
    }
}
