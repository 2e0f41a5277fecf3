package io.nolmq.fault;

import io.nolmq.Context;
import io.nolmq.Socket;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketOptionsBuilder;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a run does: a pattern over a transport.
 *
 * @param pattern the types of the two sockets
 * @param transport what connects them
 * @param leftBinds whether the left one binds, and the right one connects
 */
record Plan(Pattern pattern, Transport transport, boolean leftBinds) {
    private static final String PREFIX = "nol-fault-" + ProcessHandle.current().pid() + "-";
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final int MARK = 4;
    /** Where the publisher drops at the mark, so that no message of a run is dropped. */
    private static final int HIGH_MARK = 1000;

    private static final Duration HEARTBEAT = Duration.ofMillis(5);
    private static final Duration LATE = Duration.ofSeconds(60);
    private static final int KERNEL_BYTES = 128 * 1024;

    /** The left socket sends to the right one; some answer. */
    enum Pattern {
        PUSH_PULL,
        PUB_SUB,
        DEALER_ROUTER,
        REQ_REP,
        PAIR_PAIR,
        XPUB_XSUB
    }

    /** What messages go over. */
    enum Transport {
        TCP,
        IPC,
        INPROC
    }

    /** All plans. */
    static List<Plan> all() {
        List<Plan> all = new ArrayList<>();
        for (Transport transport : Transport.values()) {
            for (Pattern pattern : Pattern.values()) {
                all.add(new Plan(pattern, transport, false));
                all.add(new Plan(pattern, transport, true));
            }
        }
        return all;
    }

    /** Deletes the files of ipc that are left, locks above all. */
    static void deleteFiles() {
        File[] left = new File(System.getProperty("java.io.tmpdir")).listFiles((at, name) -> name.startsWith(PREFIX));
        for (File file : left == null ? new File[0] : left) {
            file.delete();
        }
    }

    /** Whether the right socket subscribes to what the left one sends. */
    boolean publishes() {
        return pattern == Pattern.PUB_SUB || pattern == Pattern.XPUB_XSUB;
    }

    /** Whether messages go the other way as well, without being asked for. */
    boolean goesBothWays() {
        return pattern == Pattern.DEALER_ROUTER || pattern == Pattern.PAIR_PAIR;
    }

    /** An endpoint that nobody has bound. */
    String endpoint() {
        String name = PREFIX + NAMES.incrementAndGet();
        return switch (transport) {
            case TCP -> "tcp://127.0.0.1:0";
            case IPC -> "ipc://" + Path.of(System.getProperty("java.io.tmpdir"), name);
            case INPROC -> "inproc://" + name;
        };
    }

    /** An endpoint that cannot be connected to now. */
    String nowhere() {
        return transport == Transport.TCP ? "tcp://127.0.0.1:1" : endpoint();
    }

    /** @param name what a ROUTER knows it by */
    Socket left(Context context, String name) {
        SocketOptionsBuilder options = options();
        return switch (pattern) {
            case PUSH_PULL -> context.push(options.build());
            case PUB_SUB ->
                context.pub(
                        leftBinds
                                ? options.noDrop(true).build()
                                : options.sendHighWaterMark(HIGH_MARK).build());
            case DEALER_ROUTER -> context.dealer(options.routingId(name).build());
            case PAIR_PAIR -> context.pair(options.build());
            case XPUB_XSUB ->
                context.xpub(
                        leftBinds
                                ? options.noDrop(true).build()
                                : options.sendHighWaterMark(HIGH_MARK).build());
            case REQ_REP ->
                context.req(options.requestCorrelate(true).requestRelaxed(true).build());
        };
    }

    Socket right(Context context) {
        SocketOptionsBuilder options = options();
        return switch (pattern) {
            case PUSH_PULL -> context.pull(options.build());
            case PUB_SUB -> context.sub(options.build());
            case DEALER_ROUTER -> context.router(options.routerMandatory(true).build());
            case REQ_REP -> context.rep(options.build());
            case PAIR_PAIR -> context.pair(options.build());
            case XPUB_XSUB -> context.xsub(options.build());
        };
    }

    private SocketOptionsBuilder options() {
        SocketOptionsBuilder options = SocketOptions.builder()
                .sendHighWaterMark(MARK)
                .receiveHighWaterMark(MARK)
                .sendBufferBytes(KERNEL_BYTES)
                .receiveBufferBytes(KERNEL_BYTES)
                .reconnectInterval(Duration.ofMillis(1))
                .linger(Duration.ofSeconds(5));
        return leftBinds ? options.heartbeat(HEARTBEAT, LATE, LATE) : options;
    }

    /** As in {@code tcp push_pull}, with {@code left} where the left socket binds. */
    @Override
    public String toString() {
        String name = transport + " " + pattern + (leftBinds ? " left" : "");
        return name.toLowerCase(Locale.ROOT);
    }
}
