package io.nolmq.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** libzmq, through zeromq.js in one Node process; see peer.cjs. */
final class NodePeer extends ProcessPeer {
    private NodePeer(Process process, Path script) {
        super(process, script);
    }

    /** Whether there is a Node that finds zeromq.js, in NOLMQ_NODE_MODULES or where it looks by itself. */
    static boolean isPresent() {
        return runs(node("-e", "require('zeromq').version"));
    }

    static NodePeer start() throws IOException {
        Path script = script("peer.cjs");
        return new NodePeer(
                node(script.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start(),
                script);
    }

    private static ProcessBuilder node(String... arguments) {
        ProcessBuilder node = new ProcessBuilder();
        node.command().add("node");
        node.command().addAll(List.of(arguments));
        String modules = System.getenv("NOLMQ_NODE_MODULES");
        if (modules != null) {
            node.environment().put("NODE_PATH", modules);
        }
        return node;
    }
}
