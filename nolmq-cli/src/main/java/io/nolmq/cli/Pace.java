package io.nolmq.cli;

/** When the next message may go. */
interface Pace {
    /** As fast as it goes. */
    Pace UNLIMITED = () -> {};

    /** Waits until it is time for the next message; the first one does not wait. */
    void await() throws InterruptedException;
}
