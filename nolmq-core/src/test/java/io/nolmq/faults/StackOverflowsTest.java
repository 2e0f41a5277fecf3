package io.nolmq.faults;

import io.nolmq.contract.LeakCheck;
import io.nolmq.contract.Transport;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fault 9: a StackOverflowError anywhere inside a call leaves the socket usable for others. */
@Tag("faults")
@ExtendWith(LeakCheck.class)
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class StackOverflowsTest {
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OUTSIDE")
    void othersSendReceiveAndCloseAfterwards(Transport transport) throws Exception {
        Program.of(StackOverflows.class).runs(transport.endpoint());
    }
}
