package io.nolmq.testtransport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nolmq.Context;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.message.EndpointException;
import io.nolmq.message.ErrorCode;
import io.nolmq.message.Message;
import io.nolmq.spi.Transport;
import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A context finds the transports of other modules, on the module path and on the class path. */
class DiscoveryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void theClassPathFindsTheTransport() {
        assertThat(DiscoveryTest.class.getModule().isNamed()).isFalse();
        try (Context context = Context.create();
                PullSocket pull = context.pull();
                PushSocket push = context.push()) {
            assertThat(pull.bind("foreign://class-path")).hasToString("foreign://class-path");
            push.connect("foreign://class-path");
            push.send("hello");
            assertThat(pull.receive(PATIENCE)).isEqualTo(Message.of("hello"));
        }
    }

    /** In a layer of its own, as a program has it that is started with {@code --module-path}. */
    @Test
    void theModulePathFindsTheTransport() throws Exception {
        ModuleFinder finder = ModuleFinder.of(pathOf(Context.class), pathOf(ForeignTransport.class));
        Configuration configuration =
                ModuleLayer.boot().configuration().resolveAndBind(finder, ModuleFinder.of(), Set.of("io.nolmq.core"));
        assertThat(configuration.findModule("io.nolmq.testtransport"))
                .as("bound, since core uses what it provides")
                .isPresent();
        ModuleLayer layer =
                ModuleLayer.boot().defineModulesWithOneLoader(configuration, ClassLoader.getPlatformClassLoader());
        Class<?> type = layer.findLoader("io.nolmq.core").loadClass(Context.class.getName());
        assertThat(type.getModule().getName()).isEqualTo("io.nolmq.core");
        assertThat(type).isNotEqualTo(Context.class);
        try (AutoCloseable context = (AutoCloseable) type.getMethod("create").invoke(null)) {
            Object pull = type.getMethod("pull").invoke(context);
            Object bound = pull.getClass().getMethod("bind", String.class).invoke(pull, "foreign://module-path");
            assertThat(bound).hasToString("foreign://module-path");
        }
    }

    @Test
    void coreExportsItsContractsToItsOwnModulesAlone() {
        ModuleDescriptor descriptor = ModuleFinder.of(pathOf(Context.class))
                .find("io.nolmq.core")
                .orElseThrow()
                .descriptor();
        assertThat(descriptor.exports())
                .filteredOn(exported -> exported.source().startsWith("io.nolmq.internal"))
                .isEmpty();
        assertThat(descriptor.exports())
                .filteredOn(exported -> exported.source().equals("io.nolmq.spi"))
                .singleElement()
                .matches(exported -> exported.targets().contains("io.nolmq.testtransport"));
    }

    @Test
    void aSchemeOfCoreCannotBeReplaced(@TempDir Path directory) throws Exception {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(services.resolve(Transport.class.getName()), Impostor.class.getName());
        List<URL> path = List.of(
                directory.toUri().toURL(),
                pathOf(Context.class).toUri().toURL(),
                pathOf(Impostor.class).toUri().toURL());
        try (URLClassLoader loader =
                new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> type = loader.loadClass(Context.class.getName());
            try (AutoCloseable context =
                    (AutoCloseable) type.getMethod("create").invoke(null)) {
                Object pull = type.getMethod("pull").invoke(context);
                Object bound = pull.getClass().getMethod("bind", String.class).invoke(pull, "tcp://127.0.0.1:0");
                assertThat(bound.toString()).startsWith("tcp://127.0.0.1:").doesNotEndWith(":0");
            }
            assertThat(loader.loadClass(Impostor.class.getName())
                            .getField("made")
                            .getInt(null))
                    .as("found, and not used")
                    .isEqualTo(1);
        }
    }

    @Test
    void theThreadsOfATransportEndWithTheContext() {
        try (Context context = Context.create();
                PullSocket pull = context.pull();
                PushSocket push = context.push()) {
            pull.bind("foreign://threads");
            push.connect("foreign://threads");
            assertThat(push.awaitConnected(PATIENCE)).isTrue();
            assertThat(loops()).isNotEmpty();
        }
        assertThat(loops()).isEmpty();
    }

    private static List<String> loops() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("foreign-loop-"))
                .toList();
    }

    @Test
    void anUnknownSchemeIsRefusedWithAListOfThoseThereAre() {
        try (Context context = Context.create();
                PullSocket pull = context.pull()) {
            assertThatThrownBy(() -> pull.bind("nowhere://name"))
                    .isInstanceOf(EndpointException.class)
                    .hasMessageContaining("foreign, inproc, ipc, tcp")
                    .extracting(error -> ((EndpointException) error).code())
                    .isEqualTo(ErrorCode.UNKNOWN_TRANSPORT);
        }
    }

    private static Path pathOf(Class<?> type) {
        try {
            return new File(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toPath();
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
