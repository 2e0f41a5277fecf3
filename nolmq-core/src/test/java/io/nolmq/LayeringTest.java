package io.nolmq;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.nolmq.message.SocketType;
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
            List.of("io.nolmq.internal.wiring.."),
            List.of(
                    "io.nolmq.internal.pattern..",
                    "io.nolmq.internal.transport..",
                    "io.nolmq.internal.zmtp..",
                    "io.nolmq.internal.raw..",
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

    /** The table of types is the one place that knows them by name; below it, types are asked for their traits. */
    @Test
    void nothingBelowTheTableOfTypesNamesAType() {
        noClasses()
                .that()
                .resideInAnyPackage("io.nolmq.internal..", "io.nolmq.spi..")
                .and()
                .resideOutsideOfPackage("io.nolmq.internal.wiring..")
                .should(accessAConstantOf(SocketType.class))
                .check(CLASSES);
    }

    private static ArchCondition<JavaClass> accessAConstantOf(Class<? extends Enum<?>> type) {
        return new ArchCondition<>("access a constant of " + type.getSimpleName()) {
            @Override
            public void check(JavaClass of, ConditionEvents events) {
                of.getFieldAccessesFromSelf().stream()
                        .filter(access -> access.getTargetOwner().isEquivalentTo(type))
                        .forEach(access -> events.add(SimpleConditionEvent.satisfied(access, access.getDescription())));
            }
        };
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
