package io.nolmq;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The layers of docs/architecture.md: each package imports only what stands below it, and siblings never each other. */
class LayeringTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.nolmq");

    /** From the top down; one line is one layer, and what shares a line are siblings. */
    private static final List<List<String>> LAYERS = List.of(
            List.of("io.nolmq"),
            List.of(
                    "io.nolmq.internal.pattern..",
                    "io.nolmq.internal.transport..",
                    "io.nolmq.internal.zmtp..",
                    "io.nolmq.internal.mechanism.."),
            List.of("io.nolmq.internal.engine.."),
            List.of("io.nolmq.spi.."),
            List.of("io.nolmq.message..", "io.nolmq.internal.queue.."));

    @Test
    void noPackageImportsWhatStandsAboveOrBesideIt() {
        for (int layer = 0; layer < LAYERS.size(); layer++) {
            for (String name : LAYERS.get(layer)) {
                for (int other = 0; other <= layer; other++) {
                    for (String forbidden : LAYERS.get(other)) {
                        if (!forbidden.equals(name)) {
                            noClasses()
                                    .that()
                                    .resideInAPackage(name)
                                    .should()
                                    .dependOnClassesThat()
                                    .resideInAPackage(forbidden)
                                    .allowEmptyShould(true)
                                    .check(CLASSES);
                        }
                    }
                }
            }
        }
    }

    @Test
    void packagesHaveNoCycles() {
        SlicesRuleDefinition.slices()
                .matching("io.nolmq.(**)")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }
}
