package io.nolmq.interop;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * libzmq through zeromq.js, over tcp and ipc: another build of the library, under another binding. With each pattern in which
 * that has what ours has.
 */
class ZeromqJsTest extends PeerTest
        implements PipelineInterop, RequestReplyInterop, PairInterop, ExtendedPublishInterop, StreamInterop {
    private static NodePeer shared;

    static Stream<Setting> settings() {
        return Stream.concat(Setting.both("tcp"), Setting.both("ipc"));
    }

    @BeforeAll
    static void startNode() throws IOException {
        Peers.require(NodePeer.isPresent(), "zeromq.js (npm: zeromq, in NOLMQ_NODE_MODULES)");
        shared = NodePeer.start();
        System.out.println("zeromq.js with libzmq " + shared.version());
    }

    /** One process serves all tests. */
    @Override
    Peer start() {
        return shared;
    }

    @Override
    void end() {
        shared.reset();
    }

    @AfterAll
    static void endNode() {
        if (shared != null) {
            shared.close();
        }
    }
}
