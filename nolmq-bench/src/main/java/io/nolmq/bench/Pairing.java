package io.nolmq.bench;

/**
 * Which libraries play the two ends.
 *
 * @param connector the end that connects: the sender, the requester, the subscribers
 * @param binder the end that binds
 */
record Pairing(Library connector, Library binder) {
    static final Pairing REFERENCE = new Pairing(Library.LIBZMQ, Library.LIBZMQ);
    static final Pairing BEFORE = new Pairing(Library.BEFORE, Library.BEFORE);
    static final Pairing AFTER = new Pairing(Library.NOLMQ, Library.NOLMQ);
    static final Pairing BEFORE_AGAIN = new Pairing(Library.BEFORE_AGAIN, Library.BEFORE_AGAIN);

    private static final String TO = "-to-";

    /** Reads {@code nolmq} or, for a mixed pair, {@code CONNECTOR-to-BINDER}. */
    static Pairing parse(String text) {
        int at = text.indexOf(TO);
        if (at < 0) {
            return new Pairing(Library.of(text), Library.of(text));
        }
        return new Pairing(Library.of(text.substring(0, at)), Library.of(text.substring(at + TO.length())));
    }

    boolean isMixed() {
        return connector != binder;
    }

    boolean uses(Library library) {
        return connector == library || binder == library;
    }

    /** As it stands on the command line. */
    String id() {
        return isMixed() ? connector.id() + TO + binder.id() : binder.id();
    }

    /** As it stands in a table. */
    String title() {
        return isMixed() ? connector.title() + " to " + binder.title() : binder.title();
    }
}
