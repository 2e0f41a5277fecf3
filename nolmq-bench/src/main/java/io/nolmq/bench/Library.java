package io.nolmq.bench;

import java.util.Locale;

/** A library, or a build of one, that can play an end. */
enum Library {
    LIBZMQ("libzmq"),
    JEROMQ("JeroMQ"),
    NOLMQ("NolMQ"),
    /** The earlier build of NolMQ. */
    BEFORE("NolMQ before"),
    /** The earlier build once more in the same round, to show the noise. */
    BEFORE_AGAIN("NolMQ before, again");

    private final String title;

    Library(String title) {
        this.title = title;
    }

    /** As it stands on the command line. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The name on the command line of an end. */
    String endId() {
        return isBefore() ? NOLMQ.id() : id();
    }

    boolean isBefore() {
        return this == BEFORE || this == BEFORE_AGAIN;
    }

    /** As it stands in a text. */
    String title() {
        return title;
    }

    static Library of(String id) {
        for (Library library : values()) {
            if (library.id().equals(id)) {
                return library;
            }
        }
        throw new IllegalArgumentException("unknown implementation: " + id);
    }
}
