package io.nolmq.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MailboxTest {
    private final Mailbox mailbox = new Mailbox();
    private final List<Integer> ran = new ArrayList<>();

    private List<Letter> posted(int count) {
        List<Letter> letters = IntStream.range(0, count)
                .mapToObj(i -> new Letter(() -> ran.add(i)))
                .toList();
        letters.forEach(mailbox::post);
        return letters;
    }

    @Test
    void runsInTheOrderOfPosting() {
        posted(4);
        mailbox.run();
        assertThat(ran).containsExactly(0, 1, 2, 3);
        assertThat(mailbox.isEmpty()).isTrue();
    }

    @Test
    void leavesWhatIsPostedMeanwhile() {
        mailbox.post(new Letter(() -> posted(2)));
        mailbox.run();
        assertThat(ran).isEmpty();
        mailbox.run();
        assertThat(ran).containsExactly(0, 1);
    }

    /** A letter of a socket that lives for years would otherwise keep all that has gone since. */
    @Test
    void aLetterThatHasRunHoldsNoOther() {
        List<Letter> letters = posted(4);
        mailbox.run();
        assertThat(letters).extracting(letter -> letter.older).containsOnlyNulls();
    }

    @Test
    void runsTheOthersWhereOneFails() {
        mailbox.post(new Letter(() -> {
            throw new OutOfMemoryError("asked for");
        }));
        posted(2);
        mailbox.run();
        assertThat(ran).containsExactly(0, 1);
    }

    @Test
    void runsADutyAgainUntilItReturns() {
        int[] failures = {5};
        mailbox.post(new Duty(() -> {
            if (failures[0]-- > 0) {
                throw new OutOfMemoryError("asked for");
            }
            ran.add(9);
        }));
        for (int run = 0; run < 5; run++) {
            mailbox.run();
            assertThat(ran).isEmpty();
            assertThat(mailbox.isEmpty()).isFalse();
        }
        mailbox.run();
        assertThat(ran).containsExactly(9);
        assertThat(mailbox.isEmpty()).isTrue();
    }
}
