package io.nolmq.internal.engine;

/**
 * A letter whose work must be done, because others wait for what it brings about: the end of a connection, the next
 * attempt of a session. Where it fails for want of memory or stack it is run again, until it returns normally. So its work
 * can begin anew after any of its steps: each step is done before it is noted as done, and does no harm when repeated.
 */
public final class Duty extends Letter {
    /** An error that is not the machine's would come up for ever. */
    private static final int TRIES = 3;

    private int failures;

    public Duty(Runnable work) {
        super(work);
    }

    @Override
    boolean failed(Throwable fault) {
        if (!(fault instanceof VirtualMachineError)) {
            failures++;
        }
        boolean again = failures < TRIES;
        Faults.report(again ? "work in a mailbox failed, and is done again" : "work in a mailbox failed", fault);
        return again;
    }
}
