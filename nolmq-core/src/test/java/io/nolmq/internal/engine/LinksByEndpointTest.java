package io.nolmq.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.message.Endpoint;
import io.nolmq.message.PeerStatistics;
import io.nolmq.spi.Link;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LinksByEndpointTest {
    private final LinksByEndpoint links = new LinksByEndpoint();
    private int comparisons;

    private Link take(Endpoint endpoint) {
        Link oldest = links.oldest(endpoint);
        if (oldest != null) {
            links.remove(oldest);
        }
        return oldest;
    }

    private final class FakeLink implements Link {
        private final Endpoint endpoint;

        FakeLink(String address) {
            endpoint = new Endpoint("fake", address);
        }

        @Override
        public Kind kind() {
            return Kind.SESSION;
        }

        @Override
        public Endpoint endpoint() {
            comparisons++;
            return endpoint;
        }

        @Override
        public boolean isConnected() {
            return false;
        }

        @Override
        public void abandon() {}

        @Override
        public void close(long lingerNanos) {}

        @Override
        public @Nullable PeerStatistics statistics() {
            return null;
        }
    }

    private FakeLink added(String address) {
        FakeLink link = new FakeLink(address);
        links.add(link);
        return link;
    }

    @Test
    void linksOfOneEndpointAreTakenInTheOrderInWhichTheyCame() {
        FakeLink first = added("a");
        FakeLink other = added("b");
        FakeLink second = added("a");
        FakeLink third = added("a");
        links.remove(second);
        links.remove(second);
        assertThat(links.all()).containsExactly(first, third, other);
        assertThat(links.endpoints()).containsExactly(first.endpoint, other.endpoint);
        assertThat(take(first.endpoint)).isSameAs(first);
        assertThat(links.has(first.endpoint)).isTrue();
        assertThat(take(first.endpoint)).isSameAs(third);
        assertThat(links.has(first.endpoint)).isFalse();
        assertThat(take(first.endpoint)).isNull();
        assertThat(take(other.endpoint)).isSameAs(other);
        assertThat(links.isEmpty()).isTrue();
    }

    @Test
    void theLastOfManyIsTakenWithoutALookAtTheOthers() {
        int many = 10_000;
        for (int i = 0; i < many; i++) {
            added("" + i);
        }
        comparisons = 0;
        for (int i = many - 1; i >= 0; i--) {
            assertThat(take(new Endpoint("fake", "" + i))).isNotNull();
        }
        assertThat(comparisons).isLessThanOrEqualTo(4 * many);
        assertThat(links.isEmpty()).isTrue();
    }
}
