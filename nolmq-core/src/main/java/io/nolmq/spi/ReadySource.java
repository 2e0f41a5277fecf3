package io.nolmq.spi;

/** Finds the pipes of a socket that have become readable. Belongs to the receive side. */
public interface ReadySource {
    /**
     * Looks, without waiting, and reports each pipe through {@link Pattern#onReadable}.
     *
     * @return whether a pipe was reported
     */
    boolean look();
}
