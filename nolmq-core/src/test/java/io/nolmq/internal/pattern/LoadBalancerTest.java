package io.nolmq.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.kit.FakePipe;
import io.nolmq.message.Message;
import io.nolmq.message.SendResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LoadBalancerTest {
    private final FakePipe a = new FakePipe("a");
    private final FakePipe b = new FakePipe("b");
    private final FakePipe c = new FakePipe("c");
    private final LoadBalancer balancer = new LoadBalancer();

    private void send(int count) {
        for (int i = 0; i < count; i++) {
            assertThat(balancer.trySend(Message.of("m"))).isEqualTo(SendResult.SENT);
        }
    }

    @Test
    void pipesTakeMessagesInTurn() {
        List.of(a, b, c).forEach(balancer::add);
        for (FakePipe expected : List.of(a, b, c, a, b, c)) {
            send(1);
            assertThat(balancer.last).isSameAs(expected);
        }
    }

    @Test
    void withoutPipesThereIsNoPeerAndWithFullOnesNoRoom() {
        assertThat(balancer.trySend(Message.of("m"))).isEqualTo(SendResult.NO_PEER);
        a.room = 0;
        balancer.add(a);
        assertThat(balancer.trySend(Message.of("m"))).isEqualTo(SendResult.FULL);
        balancer.remove(a);
        assertThat(balancer.trySend(Message.of("m"))).isEqualTo(SendResult.NO_PEER);
    }

    @Test
    void aFullPipeIsPassedOverUntilItHasRoom() {
        List.of(a, b, c).forEach(balancer::add);
        b.room = 1;
        send(7);
        assertThat(b.sent).hasSize(1);
        assertThat(a.sent).hasSize(3);
        assertThat(c.sent).hasSize(3);
        b.room = Integer.MAX_VALUE;
        balancer.onRoom(b);
        balancer.onRoom(b);
        send(30);
        assertThat(b.sent).hasSize(11);
    }

    @Test
    void roomInAPipeThatHasGoneIsNothing() {
        List.of(a, b).forEach(balancer::add);
        balancer.remove(b);
        balancer.remove(b);
        balancer.onRoom(b);
        send(3);
        assertThat(a.sent).hasSize(3);
        assertThat(b.sent).isEmpty();
    }

    @Test
    void throughAnyChangesEachMessageGoesToOnePipeThatIsThereAndHasRoom() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<FakePipe> all = new ArrayList<>();
        List<FakePipe> there = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(new FakePipe("p" + i));
        }
        for (int step = 0; step < 20_000; step++) {
            FakePipe pipe = all.get(random.nextInt(all.size()));
            switch (random.nextInt(8)) {
                case 0 -> {
                    if (!there.contains(pipe)) {
                        there.add(pipe);
                        balancer.add(pipe);
                    }
                }
                case 1 -> {
                    if (there.remove(pipe)) {
                        balancer.remove(pipe);
                    }
                }
                case 2 -> pipe.room = 0;
                case 3 -> {
                    pipe.room = 1 + random.nextInt(5);
                    balancer.onRoom(pipe);
                }
                default -> {
                    boolean room = there.stream().anyMatch(FakePipe::hasRoom);
                    int before = all.stream().mapToInt(one -> one.sent.size()).sum();
                    SendResult result = balancer.trySend(Message.of("m"));
                    int after = all.stream().mapToInt(one -> one.sent.size()).sum();
                    assertThat(result)
                            .as("seed " + seed + ", step " + step)
                            .isEqualTo(room ? SendResult.SENT : there.isEmpty() ? SendResult.NO_PEER : SendResult.FULL);
                    assertThat(after - before).isEqualTo(room ? 1 : 0);
                    if (room) {
                        assertThat(there).contains((FakePipe) balancer.last);
                    }
                }
            }
        }
    }
}
