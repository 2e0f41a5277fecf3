package io.nolmq.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.kit.FakePipe;
import io.nolmq.kit.FakeSocket;
import io.nolmq.message.Message;
import io.nolmq.message.SocketOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    private final FakePipe a = new FakePipe("a");
    private final FakePipe b = new FakePipe("b");
    private final FakePipe c = new FakePipe("c");
    private final FakeSocket socket = new FakeSocket("PULL-0", SocketOptions.DEFAULTS);
    private final FairQueue queue = new FairQueue(socket);

    FairQueueTest() {
        socket.reportsTo(queue::onReadable);
    }

    @AfterEach
    void nothingOfItsOwnIsAnnounced() {
        assertThat(socket.receivables).isZero();
        assertThat(socket.matchChanges).isZero();
    }

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
        socket.found.add(b.gives("b"));
        assertThat(take(66)).contains("b");
    }

    @Test
    void othersAreLookedForBeforeThereIsNothing() {
        socket.found.add(a.gives("a1"));
        assertThat(take(10)).containsExactly("a1");
        assertThat(queue.last).isSameAs(a);
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

    @Test
    void aPipeThatFallsSilentLeavesWithoutBeingPolled() {
        for (FakePipe pipe : List.of(a, b, c)) {
            queue.onReadable(pipe);
            queue.onSilent(pipe);
            queue.onSilent(pipe);
        }
        assertThat(queue.mayHaveMore()).isFalse();
        assertThat(take(1)).isEmpty();
        assertThat(a.polls + b.polls + c.polls).isZero();
    }

    @Test
    void theLastPipeIsForgottenWhenItFallsSilent() {
        queue.onReadable(a.gives("a1"));
        assertThat(take(1)).containsExactly("a1");
        queue.onSilent(a);
        assertThat(queue.last).isNull();
        assertThat(queue.mayHaveMore()).isFalse();
    }

    @Test
    void aPipeThatFallsSilentTakesNobodysTurn() {
        for (FakePipe silent : List.of(a, b, c)) {
            FairQueue three = new FairQueue(socket);
            List<FakePipe> pipes = List.of(new FakePipe("a"), new FakePipe("b"), new FakePipe("c"));
            pipes.forEach(pipe -> three.onReadable(pipe.gives(pipe.name, pipe.name)));
            assertThat(text(three)).isEqualTo("a");
            FakePipe gone = pipes.get(silent.name.charAt(0) - 'a');
            gone.loseWaiting();
            three.onSilent(gone);
            List<String> rest = new ArrayList<>(List.of(text(three), text(three)));
            assertThat(rest).doesNotContain(gone.name).doesNotHaveDuplicates();
        }
    }

    private static String text(FairQueue from) {
        Message message = from.poll();
        assertThat(message).isNotNull();
        return message.text();
    }

    @Test
    void ofACrowdThatFallsSilentOneInSixteenIsReferredTo() {
        List<FakePipe> crowd = crowd(1_000);
        for (int i = 0; i < crowd.size(); i++) {
            int gone = (i * 387) % crowd.size();
            queue.onSilent(crowd.get(gone));
            int inTurn = crowd.size() - 1 - i;
            assertThat(queue.inRing()).as("pipes in the ring").isBetween(inTurn, inTurn + inTurn / 15 + 1);
        }
        assertThat(queue.inRing()).isZero();
    }

    @Test
    void thosePolledBeforeTheGapsAreClosedCountNoMore() {
        List<FakePipe> crowd = crowd(100);
        for (int i = 0; i < 50; i++) {
            queue.onSilent(crowd.get(i));
        }
        crowd.get(99).gives("last");
        assertThat(take(2)).containsExactly("last");
        assertThat(queue.inRing()).isZero();
        queue.onReadable(a.gives("a1"));
        queue.onReadable(b.gives("b1"));
        queue.onSilent(c);
        assertThat(take(3)).containsExactly("a1", "b1");
    }

    @Test
    void aDepartureCostsTheSameInACrowd() {
        int peers = 20_000;
        List<FakePipe> crowd = crowd(peers);
        crowd.forEach(pipe -> pipe.turnLooks = 0);
        for (int i = peers; i > 0; i--) {
            queue.onSilent(crowd.get(i - 1));
        }
        assertThat(crowd.stream().mapToLong(pipe -> pipe.turnLooks).sum()).isLessThanOrEqualTo(20L * peers);
    }

    @Test
    void whatIsDiscardedIsNotReferredToAnyMore() {
        queue.onReadable(a.gives("a1", "a2"));
        queue.onReadable(b.gives("b1"));
        assertThat(take(1)).containsExactly("a1");
        assertThat(queue.discard()).isEqualTo(2);
        assertThat(queue.inRing()).isZero();
        assertThat(queue.last).isNull();
        assertThat(a.isInTurn() || b.isInTurn()).isFalse();
    }

    private List<FakePipe> crowd(int size) {
        List<FakePipe> crowd = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            FakePipe pipe = new FakePipe("p" + i);
            crowd.add(pipe);
            queue.onReadable(pipe);
        }
        return crowd;
    }
}
