package io.nolmq.fault.seam;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.function.Supplier;

/** The exceptions that are injected. All exist beforehand, since throwing must not allocate. */
public enum Failure {
    OUT_OF_MEMORY(Memory::new),
    STACK_OVERFLOW(Stack::new),
    INTERNAL(Internal::new),
    IO(Io::new),
    CLOSED_CHANNEL(Closed::new),
    UNKNOWN_HOST(Host::new);

    /** Several, so that none is thrown while it is under way: a throwable cannot be suppressed by itself. */
    private static final int INSTANCES = 64;

    private static final boolean TRACES = Boolean.getBoolean("nolmq.fault.traces");

    private final Throwable[] instances = new Throwable[INSTANCES];
    private volatile int next;

    Failure(Supplier<Throwable> maker) {
        for (int i = 0; i < INSTANCES; i++) {
            instances[i] = maker.get();
        }
    }

    /** The next instance. Two threads may get the same one. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    Throwable next() {
        Throwable chosen = instances[next++ & (INSTANCES - 1)];
        return TRACES ? ((Injected) chosen).traced() : chosen;
    }

    /** Whether a throwable was injected, or was caused by one that was. */
    public static boolean isInjected(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < 8; depth++) {
            if (cause instanceof Injected) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private interface Injected {
        Throwable traced();
    }

    private static final class Memory extends OutOfMemoryError implements Injected {
        private static final long serialVersionUID = 1;

        Memory() {
            super("injected");
        }

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }

        @Override
        public Throwable traced() {
            return super.fillInStackTrace();
        }
    }

    private static final class Stack extends StackOverflowError implements Injected {
        private static final long serialVersionUID = 1;

        Stack() {
            super("injected");
        }

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }

        @Override
        public Throwable traced() {
            return super.fillInStackTrace();
        }
    }

    private static final class Internal extends InternalError implements Injected {
        private static final long serialVersionUID = 1;

        Internal() {
            super("injected");
        }

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }

        @Override
        public Throwable traced() {
            return super.fillInStackTrace();
        }
    }

    private static final class Io extends IOException implements Injected {
        private static final long serialVersionUID = 1;

        Io() {
            super("injected");
        }

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }

        @Override
        public Throwable traced() {
            return super.fillInStackTrace();
        }
    }

    private static final class Closed extends ClosedChannelException implements Injected {
        private static final long serialVersionUID = 1;

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }

        @Override
        public Throwable traced() {
            return super.fillInStackTrace();
        }
    }

    private static final class Host extends UnknownHostException implements Injected {
        private static final long serialVersionUID = 1;

        Host() {
            super("injected");
        }

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }

        @Override
        public Throwable traced() {
            return super.fillInStackTrace();
        }
    }
}
