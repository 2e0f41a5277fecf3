package io.nolmq.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.fault.seam.FaultInjection;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The engine goes on, whatever fails. The report is in {@code target/fault-injection.txt}. */
class FaultInjectionTest {
    /** Each site that these plans hit, once. */
    @Test
    @Tag("faults")
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void goesOnWhicheverSiteFailsOnce() throws ReflectiveOperationException {
        assertThat(FaultInjection.run(
                        "plan=tcp push_pull$|inproc dealer_router$|tcp pub_sub left|ipc req_rep$",
                        "once=true",
                        "seconds=50"))
                .as("violations")
                .isZero();
    }

    /** Each hit of each plan, and the moment after it. */
    @Test
    @Tag("soak")
    @Timeout(value = 12, unit = TimeUnit.HOURS)
    void goesOnWhicheverHitFailsAndWhenMemoryIsUsedUpForAMoment() throws ReflectiveOperationException {
        assertThat(FaultInjection.run("mode=first,middle,last,burst"))
                .as("violations")
                .isZero();
    }
}
