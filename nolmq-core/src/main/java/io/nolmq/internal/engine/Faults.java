package io.nolmq.internal.engine;

/** The last resort for an error that must not end the thread it came up on. */
final class Faults {
    private static final System.Logger LOG = System.getLogger("io.nolmq");

    private Faults() {}

    /** Has this class loaded in time: where no descriptors are left, no class file can be opened. */
    static void load() {
        // being called is enough
    }

    static void report(String what, Throwable fault) {
        try {
            LOG.log(System.Logger.Level.ERROR, what, fault);
        } catch (Throwable noLog) {
            // a logger that fails, or no memory to log with: the thread goes on without
        }
    }
}
