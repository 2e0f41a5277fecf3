package io.nolmq.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for the reply. */
final class ReplyOptions {
    @Option(names = "--reply", paramLabel = "TEXT", description = "Replies TEXT.")
    private @Nullable String reply;

    @Option(names = "--echo", description = "Replies the request itself.")
    private boolean echo;

    @Option(
            names = "--exec",
            paramLabel = "CMD",
            description = "Runs CMD in a shell for each request: the last frame is its input, its output the reply.")
    private @Nullable String exec;

    boolean isGiven() {
        return reply != null || echo || exec != null;
    }

    /** How to reply, the rest of the arguments being the frames of a reply; null where nothing is said. */
    @Nullable
    Replier replier(List<String> frames, boolean template, Codec codec, Consumer<String> say) {
        int kinds = (reply != null ? 1 : 0) + (echo ? 1 : 0) + (exec != null ? 1 : 0) + (frames.isEmpty() ? 0 : 1);
        if (kinds > 1) {
            throw CommandException.usage("only one reply can be given: frames, --reply, --echo or --exec");
        }
        if (exec != null) {
            return new ExecReplier(exec, say);
        }
        if (echo) {
            return (request, number) -> request;
        }
        List<String> texts = reply != null ? List.of(reply) : frames;
        if (texts.isEmpty()) {
            return null;
        }
        if (template) {
            texts.forEach(Template::of);
        }
        List<byte[]> given = texts.stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        return new FixedReplier(given, template, codec);
    }
}
