package io.nolmq.fault.seam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.nolmq.fault.seam.Site.Kind;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.channels.Channels;
import java.nio.channels.Selector;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The seam finds each kind of site, and makes it fail once, on the threads of the run alone. */
class SeamTest {
    private static final String SPECIMEN = "io.nolmq.fault.Specimen";

    private final ThreadGroup run = new ThreadGroup("run");
    private List<Site> sites;
    private Object specimen;

    @BeforeEach
    void weave() throws ReflectiveOperationException {
        int before = Injection.sites().size();
        specimen = new InjectingClassLoader(SPECIMEN::equals)
                .loadClass(SPECIMEN)
                .getConstructor()
                .newInstance();
        List<Site> all = Injection.sites();
        sites = all.subList(before, all.size());
    }

    @AfterEach
    void off() {
        Injection.off();
    }

    @ParameterizedTest
    @CsvSource({
        "object, new ArrayList, ALLOCATION",
        "object, List.of, ALLOCATION",
        "array, new array, ALLOCATION",
        "objects, new String, ALLOCATION",
        "matrix, new array, ALLOCATION",
        "copy, [B.clone, ALLOCATION",
        "lambda, dynamic get, ALLOCATION",
        "concatenation, dynamic makeConcatWithConstants, ALLOCATION",
        "boxed, Integer.valueOf, ALLOCATION",
        "grow, List.add, ALLOCATION",
        "write, ByteBuffer.wrap, ALLOCATION",
        "write, WritableByteChannel.write, IO_EXCEPTION",
        "write, WritableByteChannel.write, IO_ERROR",
        "wakeUp, Selector.wakeup, IO_ERROR",
        "close, Closeable.close, IO_EXCEPTION",
        "array, entry, ENTRY"
    })
    void eachKindOfSiteFailsOnceAndThenWorks(String method, String callee, Kind kind) throws Exception {
        Site site = site(method, callee, kind);
        assertThat(inRun("test", () -> count(site, method))).isNull();
        Injection.arm(run, new Injection.Target(site, 0, false, 2, false));
        assertThat(inRun("test", () -> call(method))).isNull();
        Throwable thrown = inRun("test", () -> call(method));
        assertThat(thrown).isInstanceOf(kind == Kind.IO_EXCEPTION ? IOException.class : VirtualMachineError.class);
        assertThat(Failure.isInjected(new IllegalStateException(thrown))).isTrue();
        assertThat(Injection.firedOn()).isEqualTo("test");
        assertThat(inRun("test", () -> call(method))).isNull();
    }

    @Test
    void whatClosesIsClosedWhenItFails() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        Injection.arm(run, new Injection.Target(site("close", "Closeable.close", Kind.IO_ERROR), 0, false, 1, false));
        Closeable resource = closed::incrementAndGet;
        Throwable thrown = inRun("test", () -> invoke("close", Closeable.class, resource));
        assertThat(thrown).isInstanceOf(InternalError.class);
        assertThat(closed).hasValue(1);
    }

    @Test
    void aBurstFailsFurtherAllocationsForAMomentOnly() throws Exception {
        Injection.arm(run, new Injection.Target(site("array", "new array", Kind.ALLOCATION), 0, false, 1, true));
        List<Throwable> thrown = new ArrayList<>();
        inRun("test", () -> {
            for (int i = 0; i < 1000; i++) {
                Throwable each = catchThrowable(() -> call(thrown.isEmpty() ? "array" : "matrix"));
                if (each != null) {
                    thrown.add(each);
                }
            }
        });
        assertThat(thrown).hasSizeBetween(1, 41).allMatch(OutOfMemoryError.class::isInstance);
        assertThat(inRun("test", () -> call("array"))).isNull();
    }

    @Test
    void onlyTheChosenPhaseAndKindOfThreadFails() throws Exception {
        Site site = site("array", "new array", Kind.ALLOCATION);
        Injection.arm(run, new Injection.Target(site, 1, true, 1, false));
        assertThat(inRun("nol-io-0", () -> call("array"))).isNull();
        Injection.phase(1);
        assertThat(inRun("test", () -> call("array"))).isNull();
        assertThat(catchThrowable(() -> call("array")))
                .as("a thread outside of the run")
                .isNull();
        assertThat(inRun("nol-io-0", () -> call("array"))).isInstanceOf(OutOfMemoryError.class);
    }

    // ------------------------------------------------------------------ calls

    private interface Work {
        void run() throws Throwable;
    }

    private Site site(String method, String callee, Kind kind) {
        return sites.stream()
                .filter(site -> site.method().startsWith(method + ":"))
                .filter(site -> site.callee().equals(callee) && site.kind() == kind)
                .findFirst()
                .orElseThrow(() -> new AssertionError(sites));
    }

    private void count(Site site, String method) throws Throwable {
        Injection.record(run);
        call(method);
        call(method);
        assertThat(Injection.count(site, 0, false)).isEqualTo(2);
        assertThat(Injection.count(site, 0, true)).isZero();
    }

    /** Does something on a thread of the run, and returns what it throws. */
    private Throwable inRun(String name, Work work) throws InterruptedException {
        Throwable[] thrown = new Throwable[1];
        Thread thread = new Thread(run, () -> thrown[0] = catchThrowable(work::run), name);
        thread.start();
        thread.join();
        return thrown[0];
    }

    private void call(String method) throws Throwable {
        switch (method) {
            case "object" -> invoke(method, boolean.class, true);
            case "copy" -> invoke(method, byte[].class, new byte[1]);
            case "lambda" ->
                assertThat(((Supplier<?>) invoke(method, String.class, "x")).get())
                        .isEqualTo("x");
            case "concatenation", "boxed" -> invoke(method, int.class, 1000);
            case "grow" -> invoke(method, Object.class, "x");
            case "write" -> invoke(method, WritableByteChannel.class, Channels.newChannel(new ByteArrayOutputStream()));
            case "wakeUp" -> {
                try (Selector selector = Selector.open()) {
                    invoke(method, Selector.class, selector);
                }
            }
            case "close" -> invoke(method, Closeable.class, new ByteArrayOutputStream());
            default -> invoke(method);
        }
    }

    private Object invoke(String method) throws Throwable {
        return MethodHandles.lookup()
                .unreflect(specimen.getClass().getMethod(method))
                .invoke(specimen);
    }

    private Object invoke(String method, Class<?> type, Object argument) throws Throwable {
        return MethodHandles.lookup()
                .unreflect(specimen.getClass().getMethod(method, type))
                .invoke(specimen, argument);
    }
}
