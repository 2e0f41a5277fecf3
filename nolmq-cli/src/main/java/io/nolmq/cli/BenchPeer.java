package io.nolmq.cli;

import io.nolmq.Context;

/** The other end of a measurement, on a thread of its own. When it fails it closes the context that waits for it. */
final class BenchPeer {
    private BenchPeer() {}

    static Thread start(Context waiting, Runnable work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException failed) {
                        waiting.close();
                    }
                },
                "nol-bench");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
