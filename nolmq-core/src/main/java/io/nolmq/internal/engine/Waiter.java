package io.nolmq.internal.engine;

/**
 * Somebody who waits for something of one side of a socket: a thread that is to take a message, or somebody who wants to know
 * that there is one, such as a poller or a future. Enters and leaves a {@link WaitQueue} under that side.
 */
public interface Waiter {
    /**
     * What is waited for may have come true. Under the side, and once for each time that it has entered: it is in the queue no
     * more. Never waits, calls no code of the application, and throws nothing.
     *
     * @return false when it has gone without leaving, so that another is to be woken
     */
    boolean wake();
}
