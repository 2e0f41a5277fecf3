package io.nolmq.cli;

import picocli.CommandLine.Option;

/** How payloads are written and read. */
final class CodecOption {
    @Option(
            names = "--codec",
            paramLabel = "CODEC",
            description = "How the last frame is written and read: raw, pickle (Python), json.")
    private Codec codec = Codec.RAW;

    Codec codec() {
        return codec;
    }
}
