package io.nolmq.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.Context;
import io.nolmq.DealerSocket;
import io.nolmq.ReqSocket;
import io.nolmq.contract.Background;
import io.nolmq.contract.Transport;
import io.nolmq.message.Endpoint;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@link AttackedMain} in a process with little memory, and a good REQ that asks its witness in lock-step all the while. An
 * OutOfMemoryError ends the process, and so fails the test.
 */
final class AttackedProcess implements AutoCloseable {
    private static final int MEBIBYTE = 1024 * 1024;
    /** Little more heap than a process needs to begin with: its sockets, and the JDK. */
    static final int SMALL_HEAP_MEBIBYTES = 32;

    /** Real sockets on shared machines: the bars of time are asserted at twenty times the figure. */
    private static final int SHARED_MACHINE = 20;

    /** The bar is a second, and a look collects the garbage of the whole process several times. */
    private static final Duration BACK = Duration.ofSeconds(SHARED_MACHINE * 2);

    /** So that a process does more than collect. */
    private static final Duration BETWEEN_COLLECTIONS = Duration.ofMillis(500);

    private static final Duration QUIET = Duration.ofMillis(500);

    private final Process process;
    private final PrintStream questions;
    private final BufferedReader answers;
    /** Two lines of the logger: the application is to know of it. */
    private static final String BUDGET_WARNING = ".*BudgetWarning.*\\R.*the input budget is used up.*\\R";

    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final Thread errorReader = new Thread(this::readErrors, "test-errors");
    private final Endpoint endpoint;
    private final String witnessEndpoint;
    private final Context good = Context.create();
    private final List<Attacker> attackers = new ArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean enough;
    private Background<Integer> witness;

    /**
     * @param heapMebibytes all the heap it gets, and as much for direct buffers
     * @param settings those of {@link AttackedMain} besides type and endpoint
     */
    AttackedProcess(String type, Transport transport, int heapMebibytes, String... settings) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Xmx" + heapMebibytes + "m",
                "-XX:MaxDirectMemorySize=" + heapMebibytes + "m",
                "-cp",
                System.getProperty("java.class.path"),
                AttackedMain.class.getName(),
                "type=" + type,
                "endpoint=" + transport.endpoint()));
        command.addAll(List.of(settings));
        process = new ProcessBuilder(command).start();
        questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        errorReader.setDaemon(true);
        errorReader.start();
        String[] endpoints = read().split(" ");
        endpoint = Endpoint.parse(endpoints[0]);
        witnessEndpoint = endpoints[1];
        startWitness();
    }

    private void startWitness() {
        enough = false;
        ReqSocket req = good.req();
        req.connect(witnessEndpoint);
        witness = Background.call(() -> {
            try (req) {
                int i = 0;
                while (!enough) {
                    String text = "witness " + i++;
                    assertThat(req.request(text).text()).isEqualTo(text);
                    asked.incrementAndGet();
                }
                return i;
            }
        });
        awaitWitness();
    }

    /** Where the attacked socket is bound. */
    Endpoint endpoint() {
        return endpoint;
    }

    /** A context for good peers. */
    Context good() {
        return good;
    }

    /** A connection that never reads. */
    Attacker silentAttacker() throws IOException {
        Attacker attacker = Attacker.silent(endpoint);
        attackers.add(attacker);
        return attacker;
    }

    /** A connection that reads what it gets. */
    Attacker attacker() throws IOException {
        Attacker attacker = Attacker.connect(endpoint);
        attackers.add(attacker);
        return attacker;
    }

    /** Ends all attackers. */
    void endAttack() throws IOException {
        for (Attacker attacker : attackers) {
            attacker.close();
        }
        attackers.clear();
    }

    // ------------------------------------------------------------------ what the process says

    /** Asks, and waits for the answer. */
    synchronized String ask(String question) throws IOException {
        questions.println(question);
        return read();
    }

    long number(String question) throws IOException {
        return Long.parseLong(ask(question));
    }

    long times(Reason reason) throws IOException {
        return number("times " + reason);
    }

    /** Returns when that has happened so often: an attacker may see its connection closed before it is counted. */
    void awaitTimes(Reason reason, long times) {
        await(times + " times " + reason)
                .atMost(Subject.PATIENCE)
                .untilAsserted(() -> assertThat(times(reason)).isEqualTo(times));
    }

    Vitals vitals() throws IOException {
        return Vitals.parse(ask("vitals"));
    }

    private String read() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new AssertionError("the attacked process has ended: " + errors);
        }
        return line;
    }

    private void readErrors() {
        try {
            process.getErrorStream().transferTo(errors);
        } catch (IOException ended) {
            // so it has ended
        }
    }

    // ------------------------------------------------------------------ the oracle

    /** Ends a first pass of an attack, and tells what the process holds with so many peers of the attacked socket. */
    Vitals baseline(int goodPeers) throws Exception {
        endAttack();
        stopWitness();
        await("the attackers to be gone").atMost(Subject.PATIENCE).until(() -> number("peers") == goodPeers);
        Vitals[] seen = {vitals()};
        await("the descriptors to be closed").atMost(Subject.PATIENCE).until(() -> {
            Vitals before = seen[0];
            seen[0] = vitals();
            return seen[0].descriptors() == before.descriptors();
        });
        startWitness();
        return seen[0];
    }

    /** Returns when the witness has been served some more. */
    void awaitWitness() {
        int before = asked.get();
        await("the witness to be served").atMost(Subject.PATIENCE).until(() -> asked.get() > before + 10);
    }

    /**
     * Ends the attack, and checks what must hold after every one: what is live is back at the baseline, and so are the
     * descriptors; the threads are the same ones, and idle; nothing was reported as a fault; the witness missed nothing; and
     * a fresh peer is served.
     *
     * @param attack what it is called in a failure
     * @param before the vitals after a first, smaller, pass of the same attack
     */
    void assertUnharmed(String attack, Vitals before) throws Exception {
        endAttack();
        awaitWitness();
        try (DealerSocket fresh = good.dealer()) {
            fresh.connect(witnessEndpoint);
            fresh.send("fresh");
            assertThat(fresh.receive(Subject.PATIENCE)).isEqualTo(Message.of("fresh"));
        }
        stopWitness();
        await("the process to be back at its baseline")
                .pollInterval(BETWEEN_COLLECTIONS)
                .atMost(BACK)
                .untilAsserted(() -> {
                    Vitals now = vitals();
                    // a waiting receiver's selector may have come in the meantime: three descriptors
                    assertThat(now.descriptors())
                            .as("%s: descriptors", attack)
                            .isLessThanOrEqualTo(before.descriptors() + 3);
                    assertThat(now.heapBytes() - before.heapBytes())
                            .as("%s: live heap", attack)
                            .isLessThanOrEqualTo(MEBIBYTE);
                    assertThat(now.directBytes() - before.directBytes())
                            .as("%s: direct memory", attack)
                            .isLessThanOrEqualTo(MEBIBYTE);
                    assertThat(now.threads()).as("%s: the same threads", attack).isEqualTo(before.threads());
                });
        assertIdle(attack);
        assertThat(times(Reason.INTERNAL_ERROR))
                .as("%s: internal errors", attack)
                .isZero();
        assertThat(errors.toString(StandardCharsets.UTF_8).replaceAll(BUDGET_WARNING, ""))
                .as("%s: faults reported", attack)
                .isEmpty();
        startWitness();
    }

    /** The bar is two hundredths of a core. */
    private void assertIdle(String attack) throws IOException {
        Vitals begin = vitals();
        long until = System.nanoTime() + QUIET.toNanos();
        await().atMost(Subject.PATIENCE).until(() -> System.nanoTime() >= until);
        Vitals end = vitals();
        long used = end.cpuNanos() - begin.cpuNanos();
        assertThat(begin.cpuNanos()).as("CPU time of the library under attack").isPositive();
        assertThat(used)
                .as("%s: CPU time of an idle library", attack)
                .isLessThan(QUIET.toNanos() * 2 / 100 * SHARED_MACHINE);
    }

    private void stopWitness() throws Exception {
        enough = true;
        assertThat(witness.result()).isPositive();
    }

    @Override
    public void close() throws Exception {
        enough = true;
        endAttack();
        good.close(Duration.ZERO);
        process.destroyForcibly();
        process.waitFor();
        errorReader.join(Subject.PATIENCE.toMillis());
    }
}
