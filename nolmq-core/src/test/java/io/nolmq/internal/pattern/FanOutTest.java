package io.nolmq.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.kit.FakePipe;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FanOutTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String topic(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append((char) ('a' + random.nextInt(2)));
        }
        return text.toString();
    }

    @Test
    void whoMatchesIsWhoANaiveModelSays() {
        long seed = System.nanoTime();
        for (boolean inverted : new boolean[] {false, true}) {
            Random random = new Random(seed);
            FanOut fanOut = new FanOut(inverted, false);
            List<FakePipe> all = new ArrayList<>();
            Map<FakePipe, Set<String>> model = new HashMap<>();
            for (int i = 0; i < 7; i++) {
                all.add(new FakePipe("p" + i));
            }
            for (int step = 0; step < 30_000; step++) {
                String where = "seed " + seed + ", step " + step + ", inverted " + inverted;
                FakePipe pipe = all.get(random.nextInt(all.size()));
                String topic = topic(random);
                switch (random.nextInt(12)) {
                    case 0 -> {
                        fanOut.add(pipe);
                        model.putIfAbsent(pipe, new HashSet<>());
                    }
                    case 1 -> {
                        fanOut.remove(pipe);
                        model.remove(pipe);
                    }
                    case 2 -> {
                        fanOut.forget(pipe);
                        model.computeIfPresent(pipe, (same, topics) -> new HashSet<>());
                    }
                    case 3, 4, 5 -> {
                        assertThat(fanOut.subscribe(pipe, bytes(topic), 1000, 1000))
                                .as(where)
                                .isNotEqualTo(FanOut.Change.TOO_MANY);
                        model.computeIfPresent(pipe, (same, topics) -> {
                            topics.add(topic);
                            return topics;
                        });
                    }
                    case 6, 7 -> {
                        fanOut.cancel(pipe, bytes(topic));
                        model.getOrDefault(pipe, new HashSet<>()).remove(topic);
                    }
                    case 8 -> fanOut.sweep(random.nextInt(4));
                    default -> {
                        all.forEach(one -> one.sent.clear());
                        SendResult result = fanOut.trySend(Message.of(topic));
                        boolean any = false;
                        for (FakePipe one : all) {
                            boolean matches =
                                    model.getOrDefault(one, Set.of()).stream().anyMatch(topic::startsWith);
                            boolean wanted = model.containsKey(one) && matches != inverted;
                            any |= wanted;
                            assertThat(one.sent).as(where + ", " + one).hasSize(wanted ? 1 : 0);
                        }
                        assertThat(result).as(where).isEqualTo(any ? SendResult.SENT : SendResult.NO_PEER);
                    }
                }
                long withTopics = model.values().stream()
                        .filter(topics -> !topics.isEmpty())
                        .count();
                assertThat((long) fanOut.subscribers()).as(where).isEqualTo(withTopics);
            }
        }
    }

    @Test
    void aFullPipeMissesTheMessageAndTheOthersDoNot() {
        FanOut fanOut = new FanOut(false, false);
        FakePipe slow = new FakePipe("slow");
        FakePipe quick = new FakePipe("quick");
        List.of(slow, quick).forEach(fanOut::add);
        List.of(slow, quick).forEach(pipe -> fanOut.subscribe(pipe, bytes(""), 10, 1000));
        slow.room = 1;
        for (int i = 0; i < 3; i++) {
            assertThat(fanOut.trySend(Message.of("m"))).isEqualTo(SendResult.SENT);
        }
        assertThat(quick.sent).hasSize(3);
        assertThat(slow.sent).hasSize(1);
        assertThat(slow.drops).containsExactly(Map.entry(Reason.HIGH_WATER_MARK, 2));
    }

    @Test
    void oneThatWaitsSendsToAllOrToNone() {
        FanOut fanOut = new FanOut(false, true);
        FakePipe slow = new FakePipe("slow");
        FakePipe quick = new FakePipe("quick");
        List.of(slow, quick).forEach(fanOut::add);
        List.of(slow, quick).forEach(pipe -> fanOut.subscribe(pipe, bytes(""), 10, 1000));
        slow.room = 0;
        assertThat(fanOut.trySend(Message.of("m"))).isEqualTo(SendResult.FULL);
        assertThat(quick.sent).isEmpty();
        slow.room = 1;
        assertThat(fanOut.trySend(Message.of("m"))).isEqualTo(SendResult.SENT);
        assertThat(quick.sent).hasSize(1);
        assertThat(slow.sent).hasSize(1);
    }

    @Test
    void onePipeHoldsSoManySubscriptionsAndNoMore() {
        FanOut fanOut = new FanOut(false, false);
        FakePipe pipe = new FakePipe("p");
        fanOut.add(pipe);
        assertThat(fanOut.subscribe(pipe, bytes("a"), 2, 1000)).isNotEqualTo(FanOut.Change.TOO_MANY);
        assertThat(fanOut.subscribe(pipe, bytes("b"), 2, 1000)).isNotEqualTo(FanOut.Change.TOO_MANY);
        assertThat(fanOut.subscribe(pipe, bytes("c"), 2, 1000)).isEqualTo(FanOut.Change.TOO_MANY);
        fanOut.cancel(pipe, bytes("a"));
        assertThat(fanOut.subscribe(pipe, bytes("c"), 2, 1000)).isNotEqualTo(FanOut.Change.TOO_MANY);
    }

    @Test
    void thereIsALimitToTheBytesOfTheTopicsOfAPipe() {
        FanOut fanOut = new FanOut(false, false);
        FakePipe pipe = new FakePipe("p");
        fanOut.add(pipe);
        assertThat(fanOut.subscribe(pipe, bytes("aaaa"), 10, 8)).isNotEqualTo(FanOut.Change.TOO_MANY);
        assertThat(fanOut.subscribe(pipe, bytes("bbbb"), 10, 8)).isNotEqualTo(FanOut.Change.TOO_MANY);
        assertThat(fanOut.subscribe(pipe, bytes("bbbb"), 10, 8)).as("again").isNotEqualTo(FanOut.Change.TOO_MANY);
        assertThat(fanOut.subscribe(pipe, bytes("c"), 10, 8)).isEqualTo(FanOut.Change.TOO_MANY);
        fanOut.cancel(pipe, bytes("aaaa"));
        assertThat(fanOut.subscribe(pipe, bytes("c"), 10, 8)).isNotEqualTo(FanOut.Change.TOO_MANY);
    }
}
