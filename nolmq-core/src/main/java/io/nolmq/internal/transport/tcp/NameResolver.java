package io.nolmq.internal.transport.tcp;

import io.nolmq.message.EndpointException;
import io.nolmq.message.ErrorCode;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Resolves hosts off the calling thread, since the name service may take seconds. Safe for all threads.
 *
 * <p>Every question gets exactly one answer. Numeric addresses are answered by the calling thread before
 * {@link #resolve} returns, names by one of at most four daemon threads {@code nol-resolve-N}, so that one slow name
 * does not hold up the others; the threads start on demand and end when idle. Nothing is cached here: the JDK and the
 * operating system do so, and a name is asked for anew at each attempt to connect.
 */
public final class NameResolver implements AutoCloseable {
    private static final int MAX_THREADS = 4;
    private static final long IDLE_SECONDS = 5;
    /** Made beforehand. */
    private static final Resolution NO_MEMORY = new Resolution.Failed(new EndpointException(
            ErrorCode.INPUT_OUTPUT,
            "cannot resolve a host: there was no memory for it; free some, or raise -Xmx",
            null));

    private final Lookup lookup;
    private final AtomicInteger threadsStarted = new AtomicInteger();
    private final ThreadPoolExecutor threads;

    /** A resolver that asks the operating system. */
    public NameResolver() {
        this(Lookup.SYSTEM);
    }

    /** A resolver that asks the given name service. */
    public NameResolver(Lookup lookup) {
        this.lookup = lookup;
        this.threads = new ThreadPoolExecutor(
                MAX_THREADS, MAX_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::newThread);
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Resolves the host of an address. Does not block.
     *
     * @param ipv6 false for IPv4 addresses alone, true for both families
     * @param done gets the answer, on the calling thread or on one of the resolver's; it must not block
     */
    public void resolve(TcpConnectAddress address, boolean ipv6, Consumer<Resolution> done) {
        Question question = new Question(address, ipv6, done);
        if (NumericAddress.isWellFormed(address.host())) {
            done.accept(question.answer(NameResolver::numeric));
            return;
        }
        try {
            threads.execute(question);
        } catch (RejectedExecutionException closed) {
            question.abandon();
        }
    }

    /**
     * Ends the threads and answers the questions that wait with a failure. Does not wait for the name service: a lookup
     * under way cannot be called off, and answers when it returns.
     */
    @Override
    public void close() {
        for (Runnable waiting : threads.shutdownNow()) {
            ((Question) waiting).abandon();
        }
    }

    private Thread newThread(Runnable work) {
        Thread thread = new Thread(work, "nol-resolve-" + threadsStarted.getAndIncrement());
        thread.setDaemon(true);
        return thread;
    }

    private static InetAddress[] numeric(String host) throws UnknownHostException {
        InetAddress address = NumericAddress.parse(host);
        return address == null ? new InetAddress[0] : new InetAddress[] {address};
    }

    /** One call of {@link #resolve}. */
    private final class Question implements Runnable {
        private final TcpConnectAddress address;
        private final boolean ipv6;
        private final Consumer<Resolution> done;

        Question(TcpConnectAddress address, boolean ipv6, Consumer<Resolution> done) {
            this.address = address;
            this.ipv6 = ipv6;
            this.done = done;
        }

        @Override
        public void run() {
            Resolution answer = NO_MEMORY;
            try {
                answer = answer(lookup);
            } catch (Error fault) { // whoever asked waits for an answer, and may ask again
                answer = NO_MEMORY;
            }
            done.accept(answer);
        }

        void abandon() {
            done.accept(failed(ErrorCode.CONTEXT_TERMINATED, "the context was closed meanwhile", null));
        }

        Resolution answer(Lookup service) {
            List<InetSocketAddress> usable = new ArrayList<>();
            try {
                for (InetAddress found : service.addressesOf(address.host())) {
                    if (isUsable(found)) {
                        usable.add(new InetSocketAddress(found, address.port()));
                    }
                }
            } catch (UnknownHostException unknown) {
                return failed(ErrorCode.UNKNOWN_HOST, "check the name and the name service", unknown);
            } catch (RuntimeException broken) {
                return failed(ErrorCode.INPUT_OUTPUT, "the name service failed", broken);
            }
            return usable.isEmpty() ? noneUsable() : new Resolution.Resolved(usable);
        }

        private boolean isUsable(InetAddress found) {
            InetSocketAddress local = address.local();
            return (ipv6 || found instanceof Inet4Address)
                    && (local == null || TcpAddress.reaches(local.getAddress(), found));
        }

        private Resolution noneUsable() {
            String families = ipv6 ? "of the family of its source" : "of IPv4, and the socket's ipv6 option is off";
            return failed(ErrorCode.UNKNOWN_HOST, "it has no address " + families, null);
        }

        private Resolution failed(ErrorCode code, String why, @Nullable Throwable cause) {
            String text = "cannot resolve host: host=" + address.host() + ", endpoint=tcp://" + address.hostAndPort();
            String reported = cause == null ? "" : " (" + cause.getMessage() + ")";
            return new Resolution.Failed(new EndpointException(code, text + "; " + why + reported, cause));
        }
    }
}
