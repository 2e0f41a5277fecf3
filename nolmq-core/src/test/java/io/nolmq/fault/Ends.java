package io.nolmq.fault;

import io.nolmq.Context;
import io.nolmq.PubSocket;
import io.nolmq.Socket;
import io.nolmq.SubSocket;
import io.nolmq.XpubSocket;
import io.nolmq.XsubSocket;
import io.nolmq.fault.Plan.Pattern;
import io.nolmq.fault.Violation.Rule;
import io.nolmq.message.Endpoint;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** The two sockets of one run: how they find each other, and part. */
final class Ends {
    static final String NAME = "d";
    private static final Duration PATIENCE = Duration.ofNanos(Run.PATIENCE_NANOS);

    private final Run run;
    private final Plan plan;
    private final Context context;
    private Socket left;
    private Socket right;
    private String bound;
    private Endpoint connected;

    Ends(Run run, Plan plan, Context context) {
        this.run = run;
        this.plan = plan;
        this.context = context;
    }

    Socket left() {
        return left;
    }

    Socket right() {
        return right;
    }

    boolean is(Pattern pattern) {
        return plan.pattern() == pattern;
    }

    private Socket binder() {
        return plan.leftBinds() ? left : right;
    }

    private Socket connector() {
        return plan.leftBinds() ? right : left;
    }

    // ------------------------------------------------------------------ they come

    /** Opens another left socket, which takes the place of the last one. */
    void openLeft(String name) {
        left = run.watch(run.call("open", () -> plan.left(context, name)));
    }

    void openRight() {
        right = run.watch(run.call("open", () -> plan.right(context)));
    }

    /** Goes back to a left socket that another one has taken the place of. */
    void useLeft(Socket earlier) {
        left = earlier;
    }

    /** Binds the one to a new endpoint, and connects the other. */
    void join() {
        bind(plan.endpoint());
        connect();
        awaitConnected();
    }

    /** Binds and connects elsewhere too, and takes it back. */
    void visit() {
        String spare = run.bind(connector(), plan.endpoint());
        Endpoint other = run.call("connect", () -> binder().connect(plan.nowhere()));
        run.disconnect(binder(), other);
        run.unbind(connector(), spare);
    }

    void bind(String endpoint) {
        bound = run.bind(binder(), endpoint);
        subscribe();
    }

    void connect() {
        connected = run.connect(connector(), bound);
    }

    void subscribe() {
        if (plan.publishes()) {
            subscribe(right, "never");
            subscribe(right, "");
            if (right instanceof SubSocket sub) {
                run.act("unsubscribe", () -> sub.unsubscribe("never"));
            } else {
                run.act("unsubscribe", () -> ((XsubSocket) right).unsubscribe("never"));
            }
        }
    }

    private void subscribe(Socket subscriber, String prefix) {
        if (subscriber instanceof SubSocket sub) {
            run.act("subscribe", () -> sub.subscribe(prefix));
        } else {
            run.act("subscribe", () -> ((XsubSocket) subscriber).subscribe(prefix));
        }
    }

    private boolean awaitSubscribers(int count) {
        return left instanceof PubSocket pub
                ? pub.awaitSubscribers(count, PATIENCE)
                : ((XpubSocket) left).awaitSubscribers(count, PATIENCE);
    }

    void awaitConnected() {
        awaitPeers("connected", () -> connector().awaitConnected(PATIENCE));
        if (plan.publishes()) {
            awaitPeers("subscribed", () -> awaitSubscribers(1));
        }
    }

    private void awaitPeers(String what, Callable<Boolean> call) {
        long begin = System.nanoTime();
        if (!run.call("await", call)) {
            run.violated(Rule.DEAD, "not " + what + ":" + run.counts() + run.stacks());
            throw new Run.Abandoned();
        } else if (System.nanoTime() - begin >= Run.PATIENCE_NANOS) {
            run.violated(Rule.STALLED, "a thread that waits until it is " + what + " was not woken:" + run.counts());
        }
    }

    /** Opens another subscriber beside the right socket. */
    Socket secondSubscriber() {
        Socket second = run.watch(run.call("open", () -> plan.right(context)));
        run.connect(second, bound);
        subscribe(second, "");
        awaitPeers("subscribed", () -> awaitSubscribers(2));
        return second;
    }

    // ------------------------------------------------------------------ they go

    /** Closes the one that binds. Another one is to be opened then, and binds to the same endpoint. */
    void closeBinder() {
        closeOne(binder(), connector());
    }

    void bindAgain() {
        bind(bound);
        if (plan.transport() == Plan.Transport.INPROC) {
            connect(); // inproc does not connect again by itself
        }
        awaitConnected();
    }

    /** Closes the one that connects. Another one is to be opened then, and connects. */
    void closeConnector() {
        closeOne(connector(), binder());
    }

    void connectAgain() {
        if (plan.leftBinds()) {
            subscribe();
        }
        connect();
        awaitConnected();
    }

    void disconnect() {
        run.disconnect(connector(), connected);
        awaitAlone(connector());
    }

    void unbind() {
        run.unbind(binder(), bound);
    }

    private void closeOne(Socket closed, Socket other) {
        run.act("close", closed::close);
        awaitAlone(other);
    }

    /** Waits for a moment until a socket has noticed that its peer is gone. */
    private void awaitAlone(Socket socket) {
        for (int i = 0; i < 200; i++) {
            if (run.call("peers", socket::peers).stream()
                    .noneMatch(peer -> peer.connection().connected())) {
                return;
            }
            LockSupport.parkNanos(200_000);
        }
    }

    void close() {
        if (left != null) {
            run.act("close", left::close);
        }
        if (right != null) {
            run.act("close", right::close);
        }
    }
}
