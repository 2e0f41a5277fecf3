package io.nolmq.internal.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.message.ErrorCode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class NameResolverTest {
    private final BlockingQueue<Resolution> answers = new LinkedBlockingQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void answersANumericAddressOnTheCallingThread() {
        try (NameResolver resolver = new NameResolver(this::slow)) {
            resolver.resolve(to("127.0.0.1"), false, answers::add);
            resolver.resolve(to("::1"), true, answers::add);
            assertThat(answers).containsExactly(resolved("127.0.0.1"), resolved("::1"));
        }
        assertThat(asked).hasValue(0);
    }

    @Test
    void looksUpANameOnADaemonThreadOfItsOwn() throws Exception {
        AtomicReference<Thread> thread = new AtomicReference<>();
        try (NameResolver resolver = new NameResolver()) {
            resolver.resolve(to("localhost"), false, answer -> {
                thread.set(Thread.currentThread());
                answers.add(answer);
            });
            assertThat(answers.take()).isEqualTo(resolved("127.0.0.1"));
        }
        assertThat(thread.get().getName()).isEqualTo("nol-resolve-0");
        assertThat(thread.get().isDaemon()).isTrue();
    }

    @Test
    void keepsTheOrderAndLeavesOutWhatTheSocketCannotUse() throws Exception {
        Lookup both = host -> new InetAddress[] {
            InetAddress.getByName("::1"), InetAddress.getByName("127.0.0.2"), InetAddress.getByName("127.0.0.1")
        };
        InetSocketAddress ipv4Source = new InetSocketAddress("127.0.0.1", 0);
        InetSocketAddress ipv6Source = new InetSocketAddress("::1", 0);
        InetSocketAddress dualSource = new InetSocketAddress("::", 4711);
        try (NameResolver resolver = new NameResolver(both)) {
            resolver.resolve(to("host"), true, answers::add);
            assertThat(answers.take()).isEqualTo(resolved("::1", "127.0.0.2", "127.0.0.1"));
            resolver.resolve(to("host"), false, answers::add);
            assertThat(answers.take()).isEqualTo(resolved("127.0.0.2", "127.0.0.1"));
            resolver.resolve(new TcpConnectAddress("host", 5555, ipv4Source), true, answers::add);
            assertThat(answers.take()).isEqualTo(resolved("127.0.0.2", "127.0.0.1"));
            resolver.resolve(new TcpConnectAddress("host", 5555, ipv6Source), true, answers::add);
            assertThat(answers.take()).isEqualTo(resolved("::1"));
            resolver.resolve(new TcpConnectAddress("host", 5555, dualSource), true, answers::add);
            assertThat(answers.take()).isEqualTo(resolved("::1", "127.0.0.2", "127.0.0.1"));
        }
    }

    @Test
    void reportsWhatDoesNotResolve() throws Exception {
        Lookup nobody = host -> {
            throw new UnknownHostException(host + ": not known");
        };
        try (NameResolver resolver = new NameResolver(nobody)) {
            resolver.resolve(to("no.such.host"), true, answers::add);
            assertFailed(ErrorCode.UNKNOWN_HOST, "host=no.such.host, endpoint=tcp://no.such.host:5555");
            resolver.resolve(to("fe80::1%nosuch0"), true, answers::add);
            assertFailed(ErrorCode.UNKNOWN_HOST, "nosuch0");
            resolver.resolve(to("::1"), false, answers::add);
            assertFailed(ErrorCode.UNKNOWN_HOST, "ipv6 option is off");
        }
    }

    @Test
    void aFailingNameServiceIsAnAnswer() throws Exception {
        Lookup broken = host -> {
            throw new IllegalStateException("broken");
        };
        try (NameResolver resolver = new NameResolver(broken)) {
            resolver.resolve(to("host"), true, answers::add);
            assertFailed(ErrorCode.INPUT_OUTPUT, "broken");
        }
    }

    @Test
    void asksAnewEachTime() throws Exception {
        release.countDown();
        try (NameResolver resolver = new NameResolver(this::slow)) {
            for (int i = 1; i <= 3; i++) {
                resolver.resolve(to("host"), false, answers::add);
                answers.take();
                assertThat(asked).hasValue(i);
            }
        }
    }

    @Test
    void oneSlowNameDoesNotHoldUpTheOthers() throws Exception {
        try (NameResolver resolver = new NameResolver(host -> host.equals("slow") ? slow(host) : loopback())) {
            resolver.resolve(to("slow"), false, answers::add);
            for (int i = 0; i < 10; i++) {
                resolver.resolve(to("quick"), false, answers::add);
                assertThat(answers.take()).isEqualTo(resolved("127.0.0.1"));
            }
            release.countDown();
            assertThat(answers.take()).isEqualTo(resolved("127.0.0.1"));
        }
    }

    @Test
    void closeAnswersWhatWaitsAndWhatComesLater() throws Exception {
        NameResolver resolver = new NameResolver(this::stubborn);
        for (int i = 0; i < 6; i++) {
            resolver.resolve(to("host"), false, answers::add);
        }
        await().until(() -> asked.get() == 4);
        resolver.close();
        assertFailed(ErrorCode.CONTEXT_TERMINATED, "closed");
        assertFailed(ErrorCode.CONTEXT_TERMINATED, "closed");
        resolver.resolve(to("host"), false, answers::add);
        assertFailed(ErrorCode.CONTEXT_TERMINATED, "closed");
        release.countDown();
        for (int i = 0; i < 4; i++) {
            assertThat(answers.poll(10, TimeUnit.SECONDS)).isEqualTo(resolved("127.0.0.1"));
        }
        resolver.close();
        assertThat(answers).isEmpty();
    }

    private InetAddress[] slow(String host) throws UnknownHostException {
        asked.incrementAndGet();
        try {
            release.await();
        } catch (InterruptedException closed) {
            throw new UnknownHostException(host);
        }
        return loopback();
    }

    /** As the operating system's, which no interrupt ends. */
    private InetAddress[] stubborn(String host) throws UnknownHostException {
        asked.incrementAndGet();
        while (release.getCount() > 0) {
            Thread.onSpinWait();
        }
        return loopback();
    }

    private void assertFailed(ErrorCode code, String text) throws InterruptedException {
        assertThat(answers.take()).isInstanceOfSatisfying(Resolution.Failed.class, failed -> {
            assertThat(failed.error().code()).isEqualTo(code);
            assertThat(failed.error()).hasMessageContaining(text);
        });
    }

    private static InetAddress[] loopback() throws UnknownHostException {
        return new InetAddress[] {InetAddress.getByName("127.0.0.1")};
    }

    private static TcpConnectAddress to(String host) {
        return new TcpConnectAddress(host, 5555, null);
    }

    private static Resolution resolved(String... hosts) {
        return new Resolution.Resolved(Arrays.stream(hosts)
                .map(host -> new InetSocketAddress(host, 5555))
                .toList());
    }
}
