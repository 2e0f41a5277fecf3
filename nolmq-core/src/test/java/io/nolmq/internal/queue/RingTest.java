package io.nolmq.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RingTest {
    @Test
    void doesAsTheQueueOfTheJdkWhateverIsAskedOfIt() {
        SplittableRandom random = new SplittableRandom(11);
        Ring<Integer> ring = new Ring<>();
        ArrayDeque<Integer> model = new ArrayDeque<>();
        for (int i = 0; i < 200_000; i++) {
            step(random.nextInt(10), i, ring, model);
            assertThat(ring.size()).isEqualTo(model.size());
            assertThat(ring.isEmpty()).isEqualTo(model.isEmpty());
            assertThat(ring.peekFirst()).isEqualTo(model.peekFirst());
        }
        List<Integer> seen = new ArrayList<>();
        ring.forEach(seen::add);
        assertThat(seen).containsExactlyElementsOf(model);
    }

    private static void step(int what, int i, Ring<Integer> ring, ArrayDeque<Integer> model) {
        switch (what) {
            case 0, 1, 2, 3 -> {
                ring.addLast(i);
                model.addLast(i);
            }
            case 4 -> {
                ring.addFirst(i);
                model.addFirst(i);
            }
            case 5, 6, 7 -> assertThat(ring.pollFirst()).isEqualTo(model.pollFirst());
            case 8 -> assertThat(ring.pollLast()).isEqualTo(model.pollLast());
            default -> {
                if (i % 5_000 == 0) {
                    ring.clear();
                    model.clear();
                }
            }
        }
    }

    @Test
    void takesOneElementOutWhereverItStands() {
        Ring<String> ring = new Ring<>();
        String gone = "gone";
        for (int i = 0; i < 6; i++) {
            ring.addLast("before");
            ring.pollFirst(); // so that what follows goes over the end of the array
        }
        ring.addLast("a");
        ring.addLast(gone);
        ring.addLast("b");
        ring.addLast("c");
        assertThat(ring.remove(gone)).isTrue();
        assertThat(ring.remove(gone)).isFalse();
        assertThat(List.of(ring.getFirst(), ring.get(1), ring.get(2))).containsExactly("a", "b", "c");
        assertThat(ring.get(3)).isNull();
    }

    @Test
    void saysThatItIsEmptyWhereAnElementIsRequired() {
        Ring<String> ring = new Ring<>();
        assertThatThrownBy(ring::getFirst).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(ring::removeFirst).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(ring::removeLast).isInstanceOf(NoSuchElementException.class);
    }
}
