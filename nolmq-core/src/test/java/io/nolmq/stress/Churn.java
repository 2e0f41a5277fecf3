package io.nolmq.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.Context;
import io.nolmq.PubSocket;
import io.nolmq.Receiver;
import io.nolmq.Sender;
import io.nolmq.Socket;
import io.nolmq.SubSocket;
import io.nolmq.contract.Transport;
import io.nolmq.message.Endpoint;
import io.nolmq.message.EndpointException;
import io.nolmq.message.Message;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketOptionsBuilder;
import io.nolmq.message.SocketStateException;
import io.nolmq.message.SocketType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One socket whose peers come and go, and an application that does one thing only. */
final class Churn implements AutoCloseable {
    private static final Duration PATIENCE = Until.PATIENCE;
    private static final int MARK = 4;
    /** So many peers are there together. */
    private static final int BATCH = 20;

    /** Where the peers come from. */
    enum Role {
        /** The socket is bound, and peers connect. */
        BOUND,
        /** Each peer binds an endpoint of its own, and the socket connects to it and disconnects. */
        CONNECTING,
        /** The peers bind the same endpoint, one after the other, and the socket connects to it again and again. */
        RECONNECTING
    }

    /** All that the application does. */
    enum Application {
        DOES_NOTHING,
        SENDS,
        RECEIVES,
        WAITS,
        READS_STATISTICS
    }

    /** What is tried: everything but what a socket of that type, or that transport, cannot do. */
    record Case(Transport transport, SocketType type, Role role, Application application) {
        static List<Case> all() {
            List<Case> all = new ArrayList<>();
            for (Transport transport : Transport.tested()) {
                for (SocketType type : SocketType.values()) {
                    for (Role role : Role.values()) {
                        for (Application application : Application.values()) {
                            Case one = new Case(transport, type, role, application);
                            if (one.exists()) {
                                all.add(one);
                            }
                        }
                    }
                }
            }
            return all;
        }

        private boolean exists() {
            if (type == SocketType.STREAM && transport != Transport.TCP) {
                return false;
            }
            if (role == Role.RECONNECTING && transport == Transport.INPROC) {
                return false; // what binds anew is not found again within a process
            }
            return switch (application) {
                case SENDS -> type != SocketType.PULL && type != SocketType.SUB && type != SocketType.REP;
                case RECEIVES -> type != SocketType.PUSH && type != SocketType.PUB;
                default -> true;
            };
        }
    }

    private final Case of;
    private final Context context = Context.create();
    private final Context others;
    private final Socket subject;
    private final Endpoint endpoint;

    Churn(Case of) {
        this.of = of;
        others = of.transport == Transport.INPROC ? context : Context.create();
        subject = open(context, of.type);
        endpoint = switch (of.role) {
            case BOUND -> subject.bind(of.transport.endpoint());
            case RECONNECTING -> subject.connect(of.transport.known());
            case CONNECTING -> Endpoint.parse("inproc://unused");
        };
    }

    private static Socket open(Context context, SocketType type) {
        SocketOptionsBuilder options = SocketOptions.builder()
                .reconnectInterval(Duration.ofMillis(1))
                .linger(Duration.ZERO)
                .sendHighWaterMark(MARK)
                .receiveHighWaterMark(MARK);
        return switch (type) {
            case PUSH -> context.push(options.build());
            case PULL -> context.pull(options.build());
            case PUB -> context.pub(options.build());
            case SUB -> subscribed(context.sub(options.build()));
            case REQ ->
                context.req(options.requestRelaxed(true).requestCorrelate(true).build());
            case REP -> context.rep(options.build());
            case DEALER -> context.dealer(options.build());
            case ROUTER -> context.router(options.build());
            case PAIR -> context.pair(options.build());
            case STREAM ->
                context.stream(options.streamNotify(false).build()); // what nobody receives would rightly stay
            case XPUB -> context.xpub(options.build());
            case XSUB -> context.xsub(options.build());
        };
    }

    private static Socket subscribed(SubSocket sub) {
        sub.subscribe("");
        return sub;
    }

    private static SocketType counterpart(SocketType type) {
        return switch (type) {
            case PUSH -> SocketType.PULL;
            case PULL -> SocketType.PUSH;
            case PUB -> SocketType.SUB;
            case SUB -> SocketType.PUB;
            case REQ -> SocketType.REP;
            case REP -> SocketType.REQ;
            case DEALER -> SocketType.ROUTER;
            case ROUTER -> SocketType.DEALER;
            case PAIR -> SocketType.PAIR;
            case STREAM -> SocketType.STREAM;
            case XPUB -> SocketType.SUB;
            case XSUB -> SocketType.PUB;
        };
    }

    /** Lets that many peers come and go, or a few more. */
    void comeAndGo(int peers) {
        int together = of.role == Role.RECONNECTING || of.type == SocketType.PAIR ? 1 : BATCH;
        for (int i = 0; i < peers; i += together) {
            List<Socket> batch = new ArrayList<>();
            List<Endpoint> connected = new ArrayList<>();
            for (int k = 0; k < together; k++) {
                batch.add(comes(connected));
            }
            batch.forEach(peer -> assertThat(peer.awaitConnected(PATIENCE)).isTrue());
            batch.forEach(this::giveSomething);
            act();
            if (i / together % 2 == 0) {
                connected.forEach(this::disconnect);
                batch.forEach(Socket::close);
            } else {
                batch.forEach(Socket::close);
                connected.forEach(this::disconnect);
            }
        }
    }

    private void disconnect(Endpoint from) {
        try {
            subject.disconnect(from);
        } catch (EndpointException ended) { // by itself, where a peer that has gone is not found again
            assertThat(of.transport).isEqualTo(Transport.INPROC);
        }
    }

    private Socket comes(List<Endpoint> connected) {
        Socket peer = open(others, counterpart(of.type));
        switch (of.role) {
            case BOUND -> peer.connect(endpoint.toString());
            case RECONNECTING -> peer.bind(endpoint.toString());
            case CONNECTING -> {
                Endpoint own = peer.bind(of.transport.endpoint());
                connected.add(subject.connect(own.toString()));
            }
        }
        return peer;
    }

    /** What nobody receives would rightly stay. */
    private void giveSomething(Socket peer) {
        boolean mayBegin = of.type == SocketType.PULL
                || of.type == SocketType.SUB
                || of.type == SocketType.ROUTER
                || of.type == SocketType.XSUB;
        if (of.application == Application.RECEIVES && mayBegin) {
            ((Sender) peer).trySend(Message.of("something"));
        }
    }

    private void act() {
        switch (of.application) {
            case DOES_NOTHING -> {}
            case SENDS -> ((Sender) subject).trySend(Message.of("", "something"));
            case RECEIVES -> receiveAll((Receiver) subject);
            case WAITS -> awaitPeers();
            case READS_STATISTICS -> assertThat(subject.statistics().peers()).isNotNull();
        }
    }

    private void receiveAll(Receiver receiver) {
        try {
            while (receiver.receive(Duration.ofMillis(1)) != null) {
                // until nothing comes any more
            }
        } catch (SocketStateException noRequest) {
            assertThat(of.type).isEqualTo(SocketType.REQ);
        }
    }

    private void awaitPeers() {
        subject.awaitConnected(Duration.ofMillis(1));
        if (subject instanceof PubSocket pub) {
            pub.awaitSubscribers(1, Duration.ofMillis(1));
        }
    }

    @Override
    public void close() {
        context.close(Duration.ZERO);
        others.close(Duration.ZERO);
    }
}
