package io.nolmq.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.Context;
import io.nolmq.PushSocket;
import io.nolmq.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.razorvine.pickle.Pickler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What receivers print of what a PUSH sends. */
class OutputTest {
    private static final Message TWO_FRAMES = Message.of("a\"b\n", "ü\u202e");

    private Context context;
    private PushSocket push;
    private String endpoint;

    @BeforeEach
    void bind() {
        context = Context.create();
        push = context.push();
        endpoint = push.bind("tcp://127.0.0.1:0").toString();
    }

    @AfterEach
    void close() {
        context.close(Duration.ZERO);
    }

    private static String[] arguments(String first, String endpoint, String... rest) {
        List<String> all = new ArrayList<>(List.of(first, endpoint));
        all.addAll(List.of(rest));
        return all.toArray(String[]::new);
    }

    /** What pull prints for one message. */
    private String printed(Message message, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-C", "1"));
        Nol nol = Nol.start(arguments("pull", endpoint, all.toArray(String[]::new)));
        push.send(message);
        Nol.Result result = nol.end();
        assertThat(result.exit()).as(result.err()).isZero();
        return result.out();
    }

    @Test
    void aPipeGetsTheRawPayloadAndANewline() {
        Nol nol = Nol.start("pull", endpoint, "-C", "1");
        push.send(new byte[] {0, (byte) 0xff});
        assertThat(nol.end().bytes()).containsExactly(0, 0xff, '\n');
    }

    @Test
    void aTerminalGetsQuotedText() {
        Nol nol = Nol.startOnTerminal("pull", endpoint, "-C", "1");
        push.send(TWO_FRAMES);
        assertThat(nol.end().out()).isEqualTo("\"a\\\"b\\n\" | \"ü\\u{202e}\"\n");
    }

    @Test
    void oTextJoinsFrames() {
        assertThat(printed(Message.of("a", "b"), "-o", "text")).isEqualTo("a | b\n");
    }

    @Test
    void oRawWritesTheFramesOneAfterTheOther() {
        assertThat(printed(Message.of("a", "b"), "-o", "raw")).isEqualTo("ab\n");
    }

    @Test
    void oQuotedEscapesBytesThatAreNoText() {
        assertThat(printed(Message.of(new byte[] {'a', 0, (byte) 0xff}), "-o", "quoted"))
                .isEqualTo("\"a\\x00\\xff\"\n");
    }

    @Test
    void oHexPrintsHexadecimal() {
        assertThat(printed(Message.of("a", "bc"), "-o", "hex")).isEqualTo("61 | 6263\n");
    }

    @Test
    void oNonePrintsNothing() {
        assertThat(printed(Message.of("a"), "-o", "none")).isEmpty();
    }

    @Test
    void oJsonPrintsOneObjectALine() {
        String line = printed(Message.of("a\"".getBytes(UTF_8), new byte[] {0, (byte) 0xff}), "-o", "json");
        assertThat(line)
                .matches(
                        "\\{\"seq\":1,\"time\":\"[^\"]+Z\",\"frames\":\\[\\{\"text\":\"a\\\\\"\"},\\{\"hex\":\"00ff\"}],"
                                + "\"size\":4}\n");
    }

    @ParameterizedTest
    @CsvSource({
        "%p, two",
        "%t, one",
        "%1, one",
        "%2, two",
        "%9, ''",
        "%n, 2",
        "%l, 6",
        "%r, ''",
        "%i, 1",
        "%%, %",
        "ü%t, üone",
        "\\\\, \\",
    })
    void fFillsIn(String place, String expected) {
        assertThat(printed(Message.of("one", "two"), "-F", place)).isEqualTo(expected + "\n");
    }

    @Test
    void fPrintsTheTimeInTwoForms() {
        String[] times = printed(Message.of("x"), "-F", "%I %U").trim().split(" ");
        Instant instant = Instant.parse(times[0]);
        assertThat(Long.parseLong(times[1])).isEqualTo(instant.getEpochSecond() * 1_000_000_000L + instant.getNano());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"%t\\n,a|", "%t\\0,a~", "%t\\c,a", "\\t%t,\ta|", "%t\\r,a\r|"})
    void fKnowsEscapesAndEndsTheLineWhereTheFormatDoesNot(String format, String expected) {
        // CSV eats white space and control characters at the ends.
        String wanted = expected.replace('|', '\n').replace('~', '\0');
        String printed = printed(Message.of("a"), "-F", format);
        assertThat(printed.strip()).isEqualTo(wanted.strip());
        assertThat(printed.endsWith("\n")).isEqualTo(wanted.endsWith("\n"));
    }

    @Test
    void timestampPutsTheTimeBeforeTheLine() {
        String[] parts =
                printed(Message.of("hello"), "--timestamp", "-o", "text").split(" ");
        assertThat(Instant.parse(parts[0])).isBeforeOrEqualTo(Instant.now());
        assertThat(parts[1]).isEqualTo("hello\n");
    }

    @Test
    void timestampGoesWithAFormatToo() {
        assertThat(printed(Message.of("hello"), "--timestamp", "-F", "<%p>")).endsWith("Z <hello>\n");
    }

    @Test
    void codecPicklePrintsThePickledValue() throws Exception {
        assertThat(printed(Message.of(new Pickler().dumps(List.of(1, "a"))), "--codec", "pickle"))
                .isEqualTo("[1,\"a\"]\n");
    }

    @Test
    void codecPickleRefusesClassesAndGoesOn() throws Exception {
        Nol nol = Nol.start("pull", endpoint, "--codec", "pickle", "-C", "2");
        push.send("cos\nsystem\n(S'true'\ntR.");
        push.send(new Pickler().dumps(40));
        Nol.Result result = nol.end();
        assertThat(result.out()).isEqualTo("40\n");
        assertThat(result.err())
                .contains("cannot read payload: message=1, codec=pickle")
                .hasLineCount(1);
        assertThat(result.exit()).isZero();
    }

    @Test
    void codecPickleReportsWhatCannotBePrintedAndGoesOn() throws Exception {
        Nol nol = Nol.start("pull", endpoint, "--codec", "pickle", "-C", "6");
        push.send(HexFormat.of().parseHex("5d" + "85".repeat(100_000) + "2e")); // a tuple in a tuple, 100,000 deep
        push.send(HexFormat.of().parseHex("5d946800612e")); // a list in itself
        push.send(laughs()); // a list of 2^100 empty lists
        push.send(HexFormat.of().parseHex("282e")); // the mark itself
        push.send(HexFormat.of().parseHex("58ffffff7f61")); // a text of 2 GiB, of which one byte comes
        push.send(HexFormat.of().parseHex("7d4e4b01732e")); // {None: 1}
        Nol.Result result = nol.end();
        assertThat(result.out()).isEqualTo("{\"null\":1}\n");
        assertThat(result.err().lines())
                .hasSize(5)
                .allMatch(line -> line.matches("nol: pull: cannot read payload: message=\\d, codec=pickle, error=.+"));
        assertThat(result.exit()).isZero();
    }

    private static byte[] laughs() {
        StringBuilder hex = new StringBuilder("5d94");
        for (int i = 0; i < 100; i++) {
            hex.append(String.format("5d2868%02x68%02x6594", i, i));
        }
        return HexFormat.of().parseHex(hex + "2e");
    }

    @Test
    void codecJsonPrintsTheShortestFormAndReportsWhatIsNoJson() {
        Nol nol = Nol.start("pull", endpoint, "--codec", "json", "-C", "2");
        push.send("{");
        push.send("{ \"a\": 1 }");
        Nol.Result result = nol.end();
        assertThat(result.out()).isEqualTo("{\"a\":1}\n");
        assertThat(result.err()).contains("codec=json, error=not JSON");
    }

    @Test
    void capitalCEndsAfterSoManyMessages() {
        Nol nol = Nol.start("pull", endpoint, "-C", "2");
        push.send("m1");
        push.send("m2");
        push.trySend(Message.of("m3")); // it may have gone by now
        assertThat(nol.end()).returns(0, Nol.Result::exit).returns("m1\nm2\n", Nol.Result::out);
    }

    @Test
    void capitalWGivesUpWhenNothingComes() {
        Nol.Result result = Nol.run("pull", endpoint, "-W", "50ms");
        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.err()).contains("timed out: received 0 messages").hasLineCount(1);
    }

    @Test
    void forEndsWellWhenItsTimeIsOver() {
        assertThat(Nol.run("pull", endpoint, "--for", "50ms").exit()).isZero();
    }

    @Test
    void forWithTooFewMessagesFails() {
        Nol nol = Nol.start("pull", endpoint, "--for", "1s", "-C", "2");
        push.send("one");
        assertThat(nol.end()).returns(3, Nol.Result::exit).returns("one\n", Nol.Result::out);
    }

    @Test
    void statsTellsAtTheEndWhatWasReceived() {
        Nol nol = Nol.start("pull", endpoint, "-C", "2", "--stats", "-o", "none");
        push.send("abc");
        push.send("de");
        assertThat(nol.end().err()).contains("pull: received: messages=2, bytes=5, seconds=");
    }

    @Test
    void eachMessageIsPrintedWithoutWaitingForTheNext() {
        Nol nol = Nol.start("pull", endpoint);
        push.send("first");
        nol.awaitOut("first\n");
        nol.interrupt();
        assertThat(nol.end().exit()).isZero();
    }
}
