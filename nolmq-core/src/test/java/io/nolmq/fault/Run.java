package io.nolmq.fault;

import io.nolmq.Socket;
import io.nolmq.fault.Violation.Rule;
import io.nolmq.fault.seam.Failure;
import io.nolmq.fault.seam.Injection;
import io.nolmq.message.Endpoint;
import io.nolmq.message.EndpointException;
import io.nolmq.message.EventType;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketClosedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * One run: a group of threads, to which those of the engine belong as well, and what was seen. Calls are tried again when
 * the injected failure comes out of them. Not synchronized on itself, which is what the JDK does with a group.
 */
final class Run extends ThreadGroup {
    /** How long something may take that ought to be done in no time. */
    static final long PATIENCE_NANOS = Long.getLong("nolmq.fault.patienceMillis", 10_000) * 1_000_000;

    private static final long MOMENT_MILLIS = 2;
    private static final int TRIES = 300;
    private static final long PAUSE_NANOS = 100_000;

    /** Ends a run that cannot go on; what is wrong has been noted. */
    static final class Abandoned extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Work that may throw anything. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    private final List<Violation> violations = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicLong inFlight = new AtomicLong();
    private final AtomicLong steps = new AtomicLong();
    private volatile long disconnects;
    private volatile String phase = "";
    private Thread main;
    private volatile boolean closing;
    private volatile boolean over;

    Run(String name) {
        super(name);
    }

    // ------------------------------------------------------------------ what was seen

    void violated(Rule rule, String detail) {
        if (!over && violations.size() < 20) {
            violations.add(new Violation(rule, "in " + phase + ": " + detail));
        }
    }

    List<Violation> violations() {
        return List.copyOf(violations);
    }

    /** Nothing that happens from now on counts. */
    void end() {
        over = true;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        violated(Rule.UNCAUGHT, thread.getName() + ": " + describe(thrown));
    }

    static String describe(Throwable thrown) {
        StringBuilder text = new StringBuilder(thrown.toString());
        StackTraceElement[] trace = thrown.getStackTrace();
        for (int i = 0; i < Math.min(12, trace.length); i++) {
            text.append("\n      at ").append(trace[i]);
        }
        return thrown.getCause() == null ? text.toString() : text + "\n      by " + describe(thrown.getCause());
    }

    /** The stacks of all threads of this run. */
    String stacks() {
        StringBuilder text = new StringBuilder();
        for (Thread thread : threads()) {
            text.append("\n    ").append(thread.getName()).append(' ').append(thread.getState());
            StackTraceElement[] trace = thread.getStackTrace();
            for (int i = 0; i < Math.min(14, trace.length); i++) {
                text.append("\n      at ").append(trace[i]);
            }
        }
        return text.toString();
    }

    List<Thread> threads() {
        Thread[] all = new Thread[64];
        int count = enumerate(all, true);
        List<Thread> live = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            live.add(all[i]);
        }
        return live;
    }

    /** The names of the engine's threads that live. */
    List<String> engineThreads() {
        return threads().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("nol-"))
                .sorted()
                .toList();
    }

    // ------------------------------------------------------------------ phases, and progress

    void begin(Phase next) {
        phase = next.name();
        Injection.phase(next.ordinal());
        step();
    }

    /** Something went on. */
    void step() {
        steps.incrementAndGet();
    }

    /** How much went on so far: a run of which this stands still hangs. */
    long steps() {
        return steps.get();
    }

    /** Waits a moment for a thread to end. To wait is progress: whoever waits for too long says so himself. */
    boolean hasEnded(Thread thread) {
        step();
        try {
            thread.join(MOMENT_MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return !thread.isAlive();
    }

    // ------------------------------------------------------------------ calls

    /** Calls, again and again while the injected failure comes out of it. */
    <T> T call(String what, Callable<T> call) {
        for (int tries = 1; ; tries++) {
            try {
                T result = call.call();
                step();
                return result;
            } catch (Abandoned noted) {
                throw noted;
            } catch (Throwable thrown) {
                step();
                if ((closing || Thread.currentThread() != main) && thrown instanceof SocketClosedException) {
                    throw new Abandoned();
                }
                if (!Failure.isInjected(thrown) || tries == TRIES) {
                    violated(Rule.CALL_FAILS, what + " (try " + tries + "): " + describe(thrown));
                    throw new Abandoned();
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    void act(String what, Work work) {
        call(what, () -> {
            work.run();
            return null;
        });
    }

    /** Starts a thread of the run. It may end by {@link Abandoned}. */
    Thread start(String name, Runnable work) {
        Thread thread = new Thread(
                this,
                () -> {
                    try {
                        work.run();
                    } catch (Abandoned noted) {
                        // the thread that waits for its messages ends the run
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Disconnects. A call that failed may have done its work, but not the half of it. */
    void disconnect(Socket socket, Endpoint endpoint) {
        orDone(
                "disconnect",
                () -> socket.disconnect(endpoint),
                () -> socket.peers().stream()
                        .noneMatch(peer -> peer.peer().endpoint().equals(endpoint)));
    }

    /** Stops listening. The same holds: the endpoint can be bound again. */
    void unbind(Socket socket, String endpoint) {
        orDone("unbind", () -> socket.unbind(Endpoint.parse(endpoint)), () -> {
            bind(socket, endpoint);
            act("unbind", () -> socket.unbind(Endpoint.parse(endpoint)));
            return true;
        });
    }

    private void orDone(String what, Work work, Callable<Boolean> isDone) {
        boolean[] failed = new boolean[1];
        act(what, () -> {
            try {
                work.run();
            } catch (EndpointException unknown) {
                if (!failed[0] || !call(what, isDone)) {
                    throw unknown;
                }
            } catch (Throwable thrown) {
                failed[0] = true;
                throw thrown;
            }
        });
    }

    /** Starts the thread that runs the script, and alone finds no socket closed before the end. */
    Thread startMain(Runnable work) {
        main = new Thread(this, work, "test-main");
        main.setDaemon(true);
        main.start();
        return main;
    }

    /** From now on calls may find their socket closed. */
    void closing() {
        closing = true;
    }

    // ------------------------------------------------------------------ sockets

    /**
     * Binds. Where a call has failed the endpoint must be free again, soon.
     *
     * @return the endpoint that is bound
     */
    String bind(Socket socket, String endpoint) {
        long begin = System.nanoTime();
        while (true) {
            try {
                String bound = socket.bind(endpoint).toString();
                step();
                return bound;
            } catch (Throwable thrown) {
                step();
                boolean expected = Failure.isInjected(thrown) || thrown instanceof EndpointException;
                if (!expected || System.nanoTime() - begin > PATIENCE_NANOS / 2) {
                    violated(Rule.CALL_FAILS, "bind: " + describe(thrown));
                    throw new Abandoned();
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Connects. A call that failed must not connect all the same: the next try would be a second connection. */
    Endpoint connect(Socket socket, String endpoint) {
        return call("connect", () -> {
            try {
                return socket.connect(endpoint);
            } catch (Throwable thrown) {
                long begin = System.nanoTime();
                while (call("peers", socket::peers).stream()
                        .anyMatch(peer -> peer.peer().endpoint().toString().equals(endpoint))) {
                    if (System.nanoTime() - begin > PATIENCE_NANOS / 10) {
                        violated(Rule.HALF_DONE, "connect failed and connects all the same: " + describe(thrown));
                        return Endpoint.parse(endpoint);
                    }
                }
                throw thrown;
            }
        });
    }

    /** Watches a socket, and counts what it loses. */
    <T extends Socket> T watch(T socket) {
        sockets.add(socket);
        act(
                "onEvent",
                () -> socket.onEvent(event -> {
                    if (event.type() == EventType.DISCONNECTED) {
                        inFlight.addAndGet(event.inFlight());
                        disconnects++;
                    }
                }));
        return socket;
    }

    /** How many connections were reported as ended. */
    long disconnects() {
        return disconnects;
    }

    long inFlight() {
        return inFlight.get();
    }

    /** How many messages the sockets have counted as dropped. */
    long drops() {
        long sum = 0;
        for (Socket socket : sockets) {
            sum += call("statistics", () -> socket.statistics().times(Reason.Kind.DROP));
        }
        return sum;
    }

    String counts() {
        StringBuilder text = new StringBuilder();
        for (Socket socket : sockets) {
            text.append(' ').append(socket).append(socket.statistics().reasons());
        }
        return text.toString();
    }
}
