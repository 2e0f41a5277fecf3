package io.nolmq.interop;

import io.nolmq.Context;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/** A context of ours and another implementation, of which each test has one or one that is as new. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
abstract class PeerTest implements Interop {
    static {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(5));
    }

    final Context context = Context.create();
    Peer peer;

    /** Starts the other implementation. */
    abstract Peer start() throws IOException;

    @BeforeEach
    void startPeer() throws IOException {
        peer = start();
    }

    @AfterEach
    void closeBoth() throws IOException {
        context.close(Duration.ZERO);
        end();
        Setting.deleteSocketFiles();
    }

    /** Ends the other implementation, or makes it as new. */
    void end() {
        peer.close();
    }

    @Override
    public Context context() {
        return context;
    }

    @Override
    public Peer peer() {
        return peer;
    }
}
