package io.nolmq.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.Context;
import io.nolmq.PullSocket;
import io.nolmq.message.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.razorvine.pickle.Unpickler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What senders send, seen by a PULL. */
class InputTest {
    private Context context;
    private PullSocket pull;
    private String endpoint;

    @BeforeEach
    void bind() {
        context = Context.create();
        pull = context.pull();
        endpoint = pull.bind("tcp://127.0.0.1:0").toString();
    }

    @AfterEach
    void close() {
        context.close(Duration.ZERO);
    }

    private Message received() {
        Message message = pull.receive(Duration.ofSeconds(10));
        assertThat(message).as("a message").isNotNull();
        return message;
    }

    private List<String> received(int count) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(received().text());
        }
        assertThat(pull.receive(Duration.ofMillis(50))).as("no further message").isNull();
        return texts;
    }

    private void push(String... arguments) {
        pushInput("", arguments);
    }

    private void pushInput(String in, String... arguments) {
        List<String> all = new ArrayList<>(List.of("push", "-c", endpoint));
        all.addAll(List.of(arguments));
        Nol.Result result = Nol.runWithInput(in, all.toArray(String[]::new));
        assertThat(result).returns(0, Nol.Result::exit).returns("", Nol.Result::err);
    }

    @Test
    void argumentsAreTheFramesOfOneMessage() {
        push("a", "", "ü");
        assertThat(received()).isEqualTo(Message.of("a", "", "ü"));
    }

    @Test
    void eachMIsAMessage() {
        push("-m", "a", "--message", "b");
        assertThat(received(2)).containsExactly("a", "b");
    }

    @Test
    void linesOfStandardInputAreMessagesWhenNothingElseIsGiven() {
        pushInput("a\n\nb");
        assertThat(received(3)).containsExactly("a", "", "b");
    }

    @Test
    void lReadsLines() {
        pushInput("a\nb\n", "-l");
        assertThat(received(2)).containsExactly("a", "b");
    }

    @Test
    void zeroSplitsAtNulBytes() {
        pushInput("a\nb\0c\0", "-0");
        assertThat(received(2)).containsExactly("a\nb", "c");
    }

    @Test
    void sSendsAllOfStandardInputAsOneMessage() {
        pushInput("a\nb\n", "-s");
        assertThat(received(1)).containsExactly("a\nb\n");
    }

    @Test
    void fSendsAFileAsOneMessage(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("file"), new byte[] {0, 1, 10, (byte) 0xff});
        push("-f", file.toString());
        assertThat(received().bytes()).containsExactly(0, 1, 10, 0xff);
    }

    @Test
    void fWithLReadsTheLinesOfAFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "a\nb\n");
        push("-l", "-f", file.toString());
        assertThat(received(2)).containsExactly("a", "b");
    }

    @Test
    void jReadsMessagesFromLinesOfJson() {
        pushInput("""
                {"frames":["a",{"hex":"00ff"},{"text":"b"}]}

                {"seq":1,"frames":[{"text":"c"}],"size":1}
                """, "-J");
        assertThat(received())
                .isEqualTo(Message.of("a".getBytes(UTF_8), new byte[] {0, (byte) 0xff}, "b".getBytes(UTF_8)));
        assertThat(received()).isEqualTo(Message.of("c"));
    }

    @Test
    void templateFillsInEachMessageAnew() {
        push("--template", "--count", "3", "n{{count}}");
        assertThat(received(3)).containsExactly("n1", "n2", "n3");
    }

    @Test
    void withoutTemplateBracesAreText() {
        push("{{count}}");
        assertThat(received(1)).containsExactly("{{count}}");
    }

    @Test
    void codecPickleSendsNumbersAsPickles() throws Exception {
        push("--codec", "pickle", "40");
        assertThat(new Unpickler().loads(received().bytes())).isEqualTo(40);
    }

    @Test
    void codecPickleSendsTextAsAPickledString() throws Exception {
        push("--codec", "pickle", "hello world");
        assertThat(new Unpickler().loads(received().bytes())).isEqualTo("hello world");
    }

    @Test
    void codecJsonShortensJsonAndQuotesText() {
        push("--codec", "json", "-m", "{ \"a\" : [ 1 , 2.5, null, true ] }", "-m", "x y");
        assertThat(received(2)).containsExactly("{\"a\":[1,2.5,null,true]}", "\"x y\"");
    }

    @Test
    void codecRawSendsTheTextAsItIs() {
        push("--codec", "raw", "{ \"a\" : 1 }");
        assertThat(received(1)).containsExactly("{ \"a\" : 1 }");
    }

    @Test
    void theCodecTouchesTheLastFrameOnly() {
        push("--codec", "json", "topic", "text");
        assertThat(received()).isEqualTo(Message.of("topic", "\"text\""));
    }

    @Test
    void countRepeatsTheMessagesOfTheCommandLine() {
        push("--count", "5", "-m", "a", "-m", "b");
        assertThat(received(5)).containsExactly("a", "b", "a", "b", "a");
    }

    @Test
    void countLimitsWhatStandardInputBrings() {
        pushInput("a\nb\nc\n", "--count", "2");
        assertThat(received(2)).containsExactly("a", "b");
    }

    @Test
    void everyPutsTimeBetweenMessages() {
        long start = System.nanoTime();
        push("--every", "30ms", "--count", "3", "x");
        assertThat(System.nanoTime() - start)
                .isGreaterThanOrEqualTo(Duration.ofMillis(60).toNanos());
        assertThat(received(3)).containsExactly("x", "x", "x");
    }

    @Test
    void rateIsTheSameAsANumberPerTime() {
        long start = System.nanoTime();
        push("--rate", "50/s", "--count", "3", "x");
        assertThat(System.nanoTime() - start)
                .isGreaterThanOrEqualTo(Duration.ofMillis(40).toNanos());
        assertThat(received(3)).containsExactly("x", "x", "x");
    }

    @Test
    void everyWithoutCountGoesOnUntilItsUserEndsIt() {
        Nol nol = Nol.start("push", "-c", endpoint, "--every", "1ms", "x");
        for (int i = 0; i < 5; i++) {
            received();
        }
        nol.interrupt();
        assertThat(nol.end().exit()).isZero();
    }
}
