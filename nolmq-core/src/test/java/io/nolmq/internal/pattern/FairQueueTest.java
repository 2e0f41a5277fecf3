package io.nolmq.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketOptions;
import io.nolmq.spi.PatternSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    private final FakePipe a = new FakePipe("a");
    private final FakePipe b = new FakePipe("b");
    private final FakePipe c = new FakePipe("c");
    private final List<FakePipe> found = new ArrayList<>();
    private final FakeSocket socket = new FakeSocket();
    private final FairQueue queue = new FairQueue(socket);

    private List<String> take(int most) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            Message message = queue.poll();
            if (message == null) {
                break;
            }
            texts.add(message.text());
        }
        return texts;
    }

    @Test
    void pipesGiveOneMessageEachInTurn() {
        queue.onReadable(a.gives("a1", "a2", "a3"));
        queue.onReadable(b.gives("b1"));
        queue.onReadable(c.gives("c1", "c2"));
        assertThat(take(10)).containsExactly("a1", "b1", "c1", "a2", "c2", "a3");
        assertThat(a.isInTurn() || b.isInTurn() || c.isInTurn()).isFalse();
    }

    @Test
    void noPipeIsEverMoreThanOneMessageAheadOfAnother() {
        int each = 3_000;
        for (FakePipe pipe : List.of(a, b, c)) {
            for (int i = 0; i < each; i++) {
                pipe.gives(pipe.name);
            }
            queue.onReadable(pipe);
        }
        int[] counts = new int[3];
        for (int i = 0; i < 3 * each; i++) {
            Message message = queue.poll();
            assertThat(message).isNotNull();
            counts[message.text().charAt(0) - 'a']++;
            int most = Math.max(counts[0], Math.max(counts[1], counts[2]));
            int least = Math.min(counts[0], Math.min(counts[1], counts[2]));
            assertThat(most - least).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void aPipeThatIsReportedTwiceHasOneTurn() {
        queue.onReadable(a.gives("a1", "a2"));
        queue.onReadable(a);
        queue.onReadable(b.gives("b1", "b2"));
        queue.onReadable(a);
        assertThat(take(10)).containsExactly("a1", "b1", "a2", "b2");
    }

    @Test
    void aPipeThatLeavesTakesNobodysTurn() {
        queue.onReadable(a);
        queue.onReadable(b.gives("b1", "b2"));
        queue.onReadable(c.gives("c1", "c2"));
        assertThat(take(10)).containsExactly("b1", "c1", "b2", "c2");
        queue.onReadable(a.gives("a1"));
        assertThat(take(10)).containsExactly("a1");
    }

    @Test
    void aBusyPipeKeepsTheOthersWaitingForAtMostSixtyFour() {
        for (int i = 0; i < 500; i++) {
            a.gives("a");
        }
        queue.onReadable(a);
        take(1);
        found.add(b.gives("b"));
        assertThat(take(66)).contains("b");
    }

    @Test
    void othersAreLookedForBeforeThereIsNothing() {
        found.add(a.gives("a1"));
        assertThat(take(10)).containsExactly("a1");
        assertThat(queue.last()).isSameAs(a);
        assertThat(take(10)).isEmpty();
    }

    @Test
    void newcomersDoNotKeepThoseWhoHaveNothingLeft() {
        List<FakePipe> gone = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            FakePipe pipe = new FakePipe("p").gives("p" + i);
            gone.add(pipe);
            queue.onReadable(pipe);
            assertThat(take(1)).containsExactly("p" + i);
        }
        assertThat(gone.stream().filter(FakePipe::isInTurn)).hasSize(1);
    }

    @Test
    void morePipesThanTheRingBeganWith() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            queue.onReadable(new FakePipe("p").gives("p" + i));
            expected.add("p" + i);
        }
        assertThat(take(100)).isEqualTo(expected);
    }

    @Test
    void inACrowdATurnIsSixtyFourMessagesAndNobodyIsFurtherAhead() {
        int each = 1_000;
        List<FakePipe> crowd = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            FakePipe pipe = new FakePipe(String.valueOf(i));
            for (int j = 0; j < each; j++) {
                pipe.gives(pipe.name);
            }
            crowd.add(pipe);
            queue.onReadable(pipe);
        }
        int[] counts = new int[crowd.size()];
        int turns = 0;
        String before = "";
        int half = each * crowd.size() / 2;
        for (int i = 0; i < half; i++) {
            Message message = queue.poll();
            assertThat(message).isNotNull();
            turns += message.text().equals(before) ? 0 : 1;
            before = message.text();
            counts[Integer.parseInt(before)]++;
            int most = Arrays.stream(counts).max().orElseThrow();
            int least = Arrays.stream(counts).min().orElseThrow();
            assertThat(most - least).isLessThanOrEqualTo(64);
        }
        assertThat(turns).isLessThanOrEqualTo(half / 64 + 2);
        assertThat(take(each * crowd.size())).hasSize(each * crowd.size() - half);
    }

    @Test
    void aCrowdThatHasDwindledGivesOneMessageEachInTurn() {
        for (int i = 0; i < 9; i++) {
            queue.onReadable(new FakePipe("p").gives("p"));
        }
        assertThat(take(9)).hasSize(9);
        queue.onReadable(a.gives("a1", "a2"));
        queue.onReadable(b.gives("b1", "b2"));
        assertThat(take(10)).containsExactly("a1", "b1", "a2", "b2");
    }

    private final class FakeSocket implements PatternSocket {
        @Override
        public String name() {
            return "PULL-0";
        }

        @Override
        public SocketOptions options() {
            return SocketOptions.DEFAULTS;
        }

        @Override
        public int subscriptionMaximumBytes() {
            return Integer.MAX_VALUE;
        }

        @Override
        public boolean look() {
            boolean any = !found.isEmpty();
            found.forEach(queue::onReadable);
            found.clear();
            return any;
        }

        @Override
        public void drop(Reason reason, long messages) {}

        @Override
        public void onSendSideFromReceive(Runnable work) {
            work.run();
        }

        @Override
        public void onSendSideSoon(Runnable work) {
            work.run();
        }

        @Override
        public void subscribersChanged() {}
    }
}
