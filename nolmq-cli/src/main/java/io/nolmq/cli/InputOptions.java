package io.nolmq.cli;

import io.nolmq.cli.shell.DurationConverter;
import io.nolmq.message.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for the messages to send: their content, number and rate. */
final class InputOptions {
    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "A message of one frame; repeatable.")
    private List<String> messages = new ArrayList<>();

    @Option(
            names = {"-l", "--lines"},
            description = "One message for each line of standard input, which is what happens without any message.")
    private boolean lines;

    @Option(
            names = {"-0", "--null"},
            description = "One message for each piece of standard input that ends with a NUL byte.")
    private boolean nul;

    @Option(
            names = {"-s", "--stdin"},
            description = "All of standard input as one message.")
    private boolean whole;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Reads FILE instead of standard input; without -l, -0 or -J it is one message.")
    private @Nullable Path file;

    @Option(
            names = {"-J", "--json-lines"},
            description = "One message for each line of the form {\"frames\":[\"a\",{\"hex\":\"00ff\"}]}.")
    private boolean json;

    @Option(
            names = "--template",
            description = "Fills in " + Template.PLACES + " in each frame, anew for each message.")
    private boolean template;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "How many messages to send; those of the command line are repeated.")
    private @Nullable Long count;

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Time between two messages; without --count those of the command line are repeated for ever.")
    private @Nullable Duration every;

    @Option(
            names = "--rate",
            paramLabel = "N/s",
            converter = RateConverter.class,
            description = "The same as a rate: 1000/s, 30/m.")
    private @Nullable Duration rate;

    @Option(
            names = "--wait-peers",
            paramLabel = "N",
            description = "Waits for N peers (pub: subscribers) before sending.")
    private int waitPeers;

    int waitPeers() {
        return waitPeers;
    }

    boolean template() {
        return template;
    }

    boolean hasOwnInput() {
        return !messages.isEmpty() || readsStream();
    }

    private boolean readsStream() {
        return lines || nul || whole || json || file != null;
    }

    /** Refuses what does not go together, before any socket is made. */
    void check(List<String> frames) {
        long kinds = count(lines, nul, whole, json);
        if (kinds > 1) {
            throw CommandException.usage("only one of -l, -0, -s and -J can be given");
        }
        if (!frames.isEmpty() && (!messages.isEmpty() || readsStream())) {
            throw CommandException.usage("more than one input: frame '" + frames.get(0)
                    + "' and an option; give either frames or -m, -l, -0, -s, -f, -J");
        }
        if (!messages.isEmpty() && readsStream()) {
            throw CommandException.usage("more than one input: -m and a stream; give either -m or -l, -0, -s, -f, -J");
        }
        if (every != null && rate != null) {
            throw CommandException.usage("only one of --every and --rate can be given");
        }
        if (count != null && count < 0) {
            throw CommandException.usage("--count must be 0 or more, not " + count);
        }
        if (template) {
            frames.forEach(Template::of);
            messages.forEach(Template::of);
        }
    }

    MessageSource source(List<String> frames, StandardStreams streams) throws IOException {
        MessageSource source = unlimited(frames, streams);
        return count == null ? source : new LimitedMessages(source, count);
    }

    Pace pace() {
        Duration between = every != null ? every : rate;
        return between == null ? Pace.UNLIMITED : new SteadyPace(between.toNanos());
    }

    /** Fills in and encodes. */
    Message prepare(Message message, long number, Codec codec) throws IOException {
        if (!template && codec == Codec.RAW) {
            return message;
        }
        List<byte[]> frames = new ArrayList<>(message.frames());
        if (template) {
            frames.replaceAll(frame -> Template.fill(frame, number));
        }
        int last = frames.size() - 1;
        frames.set(last, codec.encode(frames.get(last)));
        return Message.wrap(frames);
    }

    private MessageSource unlimited(List<String> frames, StandardStreams streams) throws IOException {
        boolean repeated = count != null || every != null || rate != null;
        if (!frames.isEmpty()) {
            return new GivenMessages(List.of(message(frames)), repeated);
        }
        if (!messages.isEmpty()) {
            return new GivenMessages(
                    messages.stream().map(text -> message(List.of(text))).toList(), repeated);
        }
        return ReadAhead.start(split(file == null ? streams.in() : Files.newInputStream(file)));
    }

    private MessageSource split(InputStream in) {
        if (json) {
            return new JsonMessages(in);
        }
        if (nul) {
            return new SplitMessages(in, 0);
        }
        boolean oneMessage = whole || (file != null && !lines);
        return new SplitMessages(in, oneMessage ? SplitMessages.NONE : '\n');
    }

    private static Message message(List<String> frames) {
        return Message.wrap(frames.stream()
                .map(frame -> frame.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    private static long count(boolean... switches) {
        long on = 0;
        for (boolean given : switches) {
            on += given ? 1 : 0;
        }
        return on;
    }
}
