package io.nolmq.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The order in which the pairings of a round play. */
enum PlayingOrder {
    /** Each round begins with the next pairing, so that each plays equally often in each place. */
    ROTATING {
        @Override
        List<Pairing> of(List<Pairing> pairings, int round) {
            List<Pairing> order = new ArrayList<>(pairings);
            Collections.rotate(order, 1 - round);
            return order;
        }
    },
    /**
     * Every second round plays in reverse. The second of three pairings always plays between the other two, so that a steady
     * drift in the speed of the machine cancels out of its ratio to their geometric mean within each round, and not only over
     * several, as in a rotating order. The outer two change places, so that it cancels between them over two rounds.
     */
    MIRRORED {
        @Override
        List<Pairing> of(List<Pairing> pairings, int round) {
            List<Pairing> order = new ArrayList<>(pairings);
            if (round % 2 == 0) {
                Collections.reverse(order);
            }
            return order;
        }
    };

    /** The order of a round, from 1. */
    abstract List<Pairing> of(List<Pairing> pairings, int round);
}
