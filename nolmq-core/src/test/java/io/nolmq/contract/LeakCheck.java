package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test that leaves a thread of ours, or a socket, pipe or selector of the process, behind. It looks after the
 * test's own clean-up. Where there is no /proc it counts the threads only.
 */
public final class LeakCheck implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(LeakCheck.class);

    /** Makes the JDK open what it opens once and keeps. */
    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        try (Selector selector = Selector.open();
                ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.INET)) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (SocketChannel channel = SocketChannel.open(listener.getLocalAddress())) {
                channel.configureBlocking(false);
                channel.register(selector, 0);
                selector.selectNow();
            }
        }
        try (ServerSocketChannel local = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            assertThat(local.isOpen()).isTrue();
        } catch (UnsupportedOperationException none) {
            // A platform without Unix domain sockets keeps nothing open for them.
        }
    }

    static {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(5));
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        context.getStore(NAMESPACE).put("descriptors", descriptors());
    }

    @Override
    @SuppressWarnings("unchecked")
    public void afterEach(ExtensionContext context) {
        SocketFiles.delete();
        Map<String, String> before = context.getStore(NAMESPACE).get("descriptors", Map.class);
        if (context.getExecutionException().isPresent()) {
            return;
        }
        await("threads to end")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(threads())
                        .as("threads left behind by %s", context.getDisplayName())
                        .isEmpty());
        await("descriptors to close").atMost(PATIENCE).untilAsserted(() -> {
            Map<String, String> left = descriptors();
            left.keySet().removeAll(before.keySet());
            assertThat(left)
                    .as("descriptors left behind by %s", context.getDisplayName())
                    .isEmpty();
        });
    }

    /** The names of the threads of ours that live. */
    public static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("nol-"))
                .sorted()
                .toList();
    }

    /** The open sockets, pipes, selectors and the like, by what the kernel calls them; files are left out. */
    public static Map<String, String> descriptors() throws IOException {
        Map<String, String> open = new TreeMap<>();
        if (!Files.isDirectory(DESCRIPTORS)) {
            return open;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path each : all) {
                String target;
                try {
                    target = Files.readSymbolicLink(each).toString();
                } catch (IOException closedMeanwhile) {
                    continue;
                }
                if (target.startsWith("socket:") || target.startsWith("pipe:")) {
                    open.put(target, each.getFileName().toString());
                } else if (target.startsWith("anon_inode:")) {
                    open.put(
                            target + " " + each.getFileName(),
                            each.getFileName().toString());
                }
            }
        }
        return open;
    }
}
