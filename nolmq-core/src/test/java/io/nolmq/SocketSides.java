package io.nolmq;

import io.nolmq.internal.engine.Waiter;

/** Reaches behind the public interface of a socket, for tests of other packages that hold its sides. */
public final class SocketSides {
    private SocketSides() {}

    /** Runs work while both sides of a socket are held. */
    public static void hold(Socket socket, Runnable work) {
        socket.core().host().readUnderSides(() -> {
            work.run();
            return socket;
        });
    }

    /** Whether a message can be received now; where not, the waiter is woken when that may have changed. */
    public static boolean observeReadable(Socket socket, Waiter observer) {
        return socket.core().receiving().observeReadable(observer);
    }

    public static void ignoreReadable(Socket socket, Waiter observer) {
        socket.core().receiving().ignoreReadable(observer);
    }

    /** Whether a message can be sent now; where not, the waiter is woken when that may have changed. */
    public static boolean observeWritable(Socket socket, Waiter observer) {
        return socket.core().sending().observeWritable(observer);
    }
}
