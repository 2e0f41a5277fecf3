package io.nolmq.bench;

import java.util.Locale;

/** A library that can play an end. */
enum Library {
    LIBZMQ("libzmq"),
    JEROMQ("JeroMQ"),
    NOLMQ("NolMQ");

    private final String title;

    Library(String title) {
        this.title = title;
    }

    /** As it stands on the command line. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
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
