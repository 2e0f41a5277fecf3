package io.nolmq.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.message.Endpoint;
import io.nolmq.message.PeerStatistics;
import io.nolmq.message.RoutingId;
import io.nolmq.message.Traffic;
import io.nolmq.spi.Link;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinksTest {
    private final Links links = new Links();
    private final List<PeerStatistics> peers = new ArrayList<>();

    /** A link over which as many messages went as its number says; the first that is asked ends them all. */
    private final class Ending implements Link {
        private final int messages;
        private final List<Ending> others;

        Ending(int messages, List<Ending> others) {
            this.messages = messages;
            this.others = others;
        }

        private Traffic traffic() {
            return new Traffic(messages, 0, 0, 0);
        }

        void end() {
            links.remove(this, traffic());
        }

        @Override
        public PeerStatistics statistics() {
            others.forEach(Ending::end);
            return new PeerStatistics(
                    new PeerStatistics.Peer(endpoint(), "", null, RoutingId.EMPTY),
                    new PeerStatistics.Connection(false, 0, 0),
                    traffic(),
                    new PeerStatistics.Queues(0, 0, 0));
        }

        @Override
        public Kind kind() {
            return Kind.ACCEPTED;
        }

        @Override
        public Endpoint endpoint() {
            return new Endpoint("fake", "" + messages);
        }

        @Override
        public boolean isConnected() {
            return true;
        }

        @Override
        public void abandon() {}

        @Override
        public void close(long lingerNanos) {}
    }

    @Test
    void linksThatEndWhileTheyAreCountedCountOnce() {
        List<Ending> all = new ArrayList<>();
        for (int messages : new int[] {1, 10, 100, 1000}) {
            Ending link = new Ending(messages, all);
            all.add(link);
            links.add(link);
        }
        assertThat(links.describe(peers).messagesSent()).isEqualTo(1111);
        assertThat(peers).as("peers of the moment").isEmpty();
        assertThat(links.describe(peers).messagesSent()).isEqualTo(1111);
        assertThat(links.isEmpty()).isTrue();
    }

    @Test
    void aLinkEndsOnce() {
        Ending link = new Ending(1, List.of());
        links.add(link);
        assertThat(links.describe(peers).messagesSent()).isEqualTo(1);
        assertThat(peers).hasSize(1);
        assertThat(links.remove(link, link.traffic())).isTrue();
        assertThat(links.remove(link, link.traffic())).isFalse();
        assertThat(links.describe(peers).messagesSent()).isEqualTo(1);
    }
}
