package io.nolmq.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Replies what the command line says. */
final class FixedReplier implements Replier {
    private final List<byte[]> frames;
    private final boolean template;
    private final Codec codec;

    FixedReplier(List<byte[]> frames, boolean template, Codec codec) {
        this.frames = frames;
        this.template = template;
        this.codec = codec;
    }

    @Override
    public List<byte[]> reply(List<byte[]> request, long number) throws IOException {
        List<byte[]> reply = new ArrayList<>(frames);
        if (template) {
            reply.replaceAll(frame -> Template.fill(frame, number));
        }
        int last = reply.size() - 1;
        reply.set(last, codec.encode(reply.get(last)));
        return reply;
    }
}
