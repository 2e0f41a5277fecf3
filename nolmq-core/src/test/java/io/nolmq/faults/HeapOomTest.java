package io.nolmq.faults;

import io.nolmq.contract.LeakCheck;
import io.nolmq.contract.Transport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Faults 5 to 7: the application uses up the heap for a moment. */
@Tag("faults")
@ExtendWith(LeakCheck.class)
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class HeapOomTest {
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OUTSIDE")
    void everySocketWorksAfterwards(Transport transport, @TempDir Path directory) throws Exception {
        Path quiet = Files.writeString(directory.resolve("logging.properties"), ".level = OFF\n");
        Program.of(HeapOom.class)
                .with("-Xmx24m", "-XX:+UseSerialGC", "-Djava.util.logging.config.file=" + quiet)
                .runs("10", transport.endpoint(), transport.endpoint(), transport.endpoint(), transport.endpoint());
    }
}
