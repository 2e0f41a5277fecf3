package io.nolmq.faults;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Fault 4: direct memory is used up. */
@Tag("faults")
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class DirectOomTest {
    @Test
    void noMessageIsTornOrGetsStuck() throws Exception {
        Program.of(DirectOom.class)
                .with("-Xmx256m", "-XX:MaxDirectMemorySize=8m")
                .runs("6");
    }
}
