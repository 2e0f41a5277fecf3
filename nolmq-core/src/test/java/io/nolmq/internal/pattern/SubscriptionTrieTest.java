package io.nolmq.internal.pattern;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SubscriptionTrieTest {
    private final SubscriptionTrie<String> trie = new SubscriptionTrie<>();

    private static byte[] topic(String text) {
        return text.getBytes(US_ASCII);
    }

    private List<String> matches(String frame) {
        List<String> found = new ArrayList<>();
        trie.match(topic(frame), found::add);
        found.sort(null);
        return found;
    }

    @Test
    void matchesEveryPrefixOfTheFrame() {
        trie.add(topic(""), "all");
        trie.add(topic("a"), "a");
        trie.add(topic("abc"), "abc");
        trie.add(topic("abd"), "abd");
        assertThat(matches("")).containsExactly("all");
        assertThat(matches("b")).containsExactly("all");
        assertThat(matches("ab")).containsExactly("a", "all");
        assertThat(matches("abcd")).containsExactly("a", "abc", "all");
    }

    @Test
    void aPipeHoldsATopicOnce() {
        assertThat(trie.add(topic("a"), "one")).isTrue();
        assertThat(trie.add(topic("a"), "one")).isFalse();
        assertThat(trie.add(topic("a"), "two")).isTrue();
        assertThat(trie.add(topic("a"), "two")).isFalse();
        assertThat(trie.topics()).isEqualTo(1);
        assertThat(trie.remove(topic("a"), "one")).isTrue();
        assertThat(trie.remove(topic("a"), "one")).isFalse();
        assertThat(matches("a")).containsExactly("two");
    }

    @Test
    void removingWhatNobodyHoldsChangesNothing() {
        trie.add(topic("abc"), "one");
        trie.add(topic("abd"), "one");
        assertThat(trie.remove(topic("ab"), "one")).isFalse();
        assertThat(trie.remove(topic("abc"), "two")).isFalse();
        assertThat(trie.remove(topic("abcd"), "one")).isFalse();
        assertThat(trie.remove(topic(""), "one")).isFalse();
        assertThat(trie.topics()).isEqualTo(2);
    }

    @Test
    void keepsACopyOfTheTopic() {
        byte[] topic = topic("abc");
        trie.add(topic, "one");
        topic[0] = 'x';
        assertThat(matches("abc")).containsExactly("one");
    }

    @Test
    void aForgottenPipeMatchesNothingEvenBeforeTheSweep() {
        trie.add(topic("a"), "one");
        trie.add(topic("ab"), "one");
        trie.add(topic("a"), "two");
        trie.forget("one");
        assertThat(matches("ab")).containsExactly("two");
        assertThat(trie.topicsOf("one")).isZero();
        assertThat(trie.sweep(1)).isTrue();
        assertThat(trie.sweep(1)).isFalse();
        assertThat(trie.topics()).isEqualTo(1);
    }

    @Test
    void aForgottenPipeMayBeAddedAgainBeforeTheSweep() {
        trie.add(topic("a"), "one");
        trie.forget("one");
        assertThat(trie.add(topic("a"), "one")).isTrue();
        assertThat(trie.sweep(10)).isFalse();
        assertThat(matches("a")).containsExactly("one");
        assertThat(trie.topicsOf("one")).isEqualTo(1);
    }

    @Test
    void theSweepTellsWhichTopicsEnded() {
        trie.add(topic(""), "one");
        trie.add(topic("abc"), "one");
        trie.add(topic("abcdef"), "one");
        trie.add(topic("abd"), "one");
        trie.add(topic("abc"), "two");
        trie.forget("one");
        trie.add(topic("abd"), "three");
        List<String> swept = new ArrayList<>();
        SubscriptionTrie.Swept note = (topic, ended) -> swept.add(new String(topic, US_ASCII) + " " + ended);
        while (trie.sweep(1, note)) {
            assertThat(swept).isNotEmpty();
        }
        assertThat(swept).containsExactlyInAnyOrder(" true", "abc false", "abcdef true", "abd false");
    }

    @Test
    void theNumberOfTopicsTellsTheFirstHoldAndTheLast() {
        trie.add(topic("a"), "one");
        assertThat(trie.topics()).isEqualTo(1);
        trie.add(topic("a"), "two");
        assertThat(trie.topics()).isEqualTo(1);
        trie.remove(topic("a"), "one");
        assertThat(trie.topics()).isEqualTo(1);
        trie.remove(topic("a"), "two");
        assertThat(trie.topics()).isZero();
    }

    @Test
    void aHighByteSortsLikeAnyOther() {
        for (int key = 255; key >= 0; key--) {
            trie.add(new byte[] {(byte) key, 1}, "pipe" + key);
        }
        for (int key = 0; key < 256; key++) {
            List<String> found = new ArrayList<>();
            trie.match(new byte[] {(byte) key, 1, 2}, found::add);
            assertThat(found).containsExactly("pipe" + key);
        }
    }

    @Test
    void aTopicOfManyPipesIsStoredOnce() {
        List<String> pipes = new ArrayList<>();
        for (int pipe = 0; pipe < 100; pipe++) {
            pipes.add("pipe" + pipe);
            for (int i = 0; i < 1000; i++) {
                trie.add(topic("topic" + i), pipes.get(pipe));
            }
        }
        assertThat(trie.topics()).isEqualTo(1000);
        assertThat(trie.nodes()).isLessThan(2000);
        assertThat(new HashSet<>(matches("topic123"))).hasSameElementsAs(pipes);
        pipes.forEach(trie::forget);
        assertThat(matches("topic123")).isEmpty();
        assertThat(trie.sweep(100_000 - 1)).isTrue();
        assertThat(trie.sweep(1)).isFalse();
        assertThat(trie.nodes()).isEqualTo(1);
    }

    @Test
    void aDeepTrieNeedsNoStack() {
        int depth = 5_000;
        byte[] longest = new byte[depth];
        new Random(7).nextBytes(longest);
        for (int length = depth; length >= 0; length--) {
            byte[] prefix = Arrays.copyOf(longest, length);
            trie.add(prefix, "deep");
            for (byte sibling : new byte[] {0, -1}) {
                byte[] topic = Arrays.copyOf(prefix, length + 1);
                topic[length] = sibling;
                trie.add(topic, "deep");
            }
        }
        int[] found = {0};
        trie.match(longest, pipe -> found[0]++);
        assertThat(found[0]).isEqualTo(depth + 1);
        assertThat(trie.nodes()).isEqualTo(trie.topics());
        trie.forget("deep");
        while (trie.sweep(100)) {
            assertThat(trie.nodes()).isPositive();
        }
        assertThat(trie.nodes()).isEqualTo(1);
        assertThat(trie.topics()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 256})
    void doesWhatTheNaiveModelDoes(int alphabet) {
        for (long seed = 0; seed < 40; seed++) {
            new Comparison(seed, alphabet).run();
        }
    }

    /** One random history, told to the trie and to a set of (topic, pipe). */
    private static final class Comparison {
        private record Hold(String topic, Integer pipe) {}

        private final SubscriptionTrie<Integer> trie = new SubscriptionTrie<>();
        private final Set<Hold> holds = new HashSet<>();
        private final Random random;
        private final int alphabet;
        private final String name;
        private final Integer[] pipes;

        Comparison(long seed, int alphabet) {
            this.random = new Random(seed);
            this.alphabet = alphabet;
            this.name = "seed=" + seed + ", alphabet=" + alphabet;
            this.pipes = new Integer[1 + random.nextInt(20)];
            Arrays.setAll(pipes, i -> i);
        }

        void run() {
            int growth = 3 + random.nextInt(5);
            for (int step = 0; step < 2_000; step++) {
                change(growth);
                if (step % 4 == 0) {
                    compare();
                }
            }
            for (Integer pipe : pipes) {
                trie.forget(pipe);
            }
            while (trie.sweep(1 + random.nextInt(10))) {
                assertThat(trie.nodes()).as(name).isPositive();
            }
            assertThat(trie.nodes()).as(name).isEqualTo(1);
            assertThat(trie.topics()).as(name).isZero();
        }

        private void change(int growth) {
            Hold hold = new Hold(randomBytes(8), pipes[random.nextInt(pipes.length)]);
            byte[] topic = hold.topic.getBytes(ISO_8859_1);
            int choice = random.nextInt(100);
            if (choice < 10 * growth) {
                assertThat(trie.add(topic, hold.pipe)).as(name).isEqualTo(holds.add(hold));
            } else if (choice < 97) {
                assertThat(trie.remove(topic, hold.pipe)).as(name).isEqualTo(holds.remove(hold));
            } else if (choice < 98) {
                trie.forget(hold.pipe);
                holds.removeIf(other -> other.pipe.equals(hold.pipe));
            } else {
                trie.sweep(random.nextInt(20), this::checkEnded);
            }
        }

        /** A topic swept as ended is held by none; one still held may be so by a pipe that is yet to be swept. */
        private void checkEnded(byte[] topic, boolean ended) {
            String text = new String(topic, ISO_8859_1);
            if (ended) {
                assertThat(holds).as(name).noneMatch(hold -> hold.topic.equals(text));
            }
        }

        private void compare() {
            String frame = randomBytes(12);
            List<Integer> expected = new ArrayList<>();
            for (Hold hold : holds) {
                if (frame.startsWith(hold.topic)) {
                    expected.add(hold.pipe);
                }
            }
            List<Integer> found = new ArrayList<>();
            trie.match(frame.getBytes(ISO_8859_1), found::add);
            assertThat(found).as(name).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(trie.nodes()).as(name).isLessThanOrEqualTo(Math.max(1, 2 * trie.topics()));
            Integer pipe = pipes[random.nextInt(pipes.length)];
            long held = holds.stream().filter(hold -> hold.pipe.equals(pipe)).count();
            assertThat(trie.topicsOf(pipe)).as(name).isEqualTo((int) held);
        }

        private String randomBytes(int maximum) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(maximum + 1); length > 0; length--) {
                text.append((char) random.nextInt(alphabet));
            }
            return text.toString();
        }
    }
}
