package io.nolmq.faults;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Fault 8: whoever closes does not wait for a virtual thread that gets no carrier. */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class StarvedHeadTest {
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void closeEndsBehindAVirtualThreadWithoutACarrier() throws Exception {
        Program.of(StarvedHead.class)
                .with("-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1")
                .runs();
    }
}
