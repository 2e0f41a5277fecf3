package io.nolmq;

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
}
