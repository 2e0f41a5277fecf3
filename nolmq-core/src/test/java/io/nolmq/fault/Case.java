package io.nolmq.fault;

import io.nolmq.fault.seam.Injection;

/**
 * One hit of one site that fails in a run of one plan.
 *
 * @param plan what the run does
 * @param target what fails; null where nothing does
 */
record Case(Plan plan, Injection.Target target) {
    /** The phase in which something fails; null where nothing does. */
    Phase phase() {
        return target == null ? null : Phase.values()[target.phase()];
    }

    @Override
    public String toString() {
        return target == null
                ? plan.toString()
                : plan + ", " + phase() + ", " + (target.burst() ? "burst from hit " : "hit ")
                        + target.hit() + " on "
                        + (target.ofEngine() ? "an engine's thread" : "the application's thread");
    }
}
