package io.nolmq.cli;

import io.nolmq.message.SocketType;
import java.util.Locale;

/** The commands of socket types are called like the types. */
final class Naming {
    private Naming() {}

    static String of(SocketType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
