package io.nolmq.faults;

import io.nolmq.contract.LeakCheck;
import io.nolmq.contract.Transport;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fault 10: a bound socket that does not receive kept every peer that was ever there. */
@ExtendWith(LeakCheck.class)
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class GonePeersTest {
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OUTSIDE")
    void theHeapStaysFlat(Transport transport) throws Exception {
        Program.of(GonePeers.class)
                .with("-Xmx48m")
                .runs(transport.endpoint(), transport == Transport.INPROC ? "3000" : "1500");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OUTSIDE")
    @Tag("soak")
    void theHeapStaysFlatForLong(Transport transport) throws Exception {
        Program.of(GonePeers.class).with("-Xmx48m").runs(transport.endpoint(), "50000");
    }
}
