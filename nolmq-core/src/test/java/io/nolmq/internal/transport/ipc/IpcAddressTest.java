package io.nolmq.internal.transport.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nolmq.message.Endpoint;
import io.nolmq.message.EndpointException;
import io.nolmq.message.ErrorCode;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class IpcAddressTest {
    @TempDir
    Path directory;

    @Test
    void keepsThePathAsGiven() {
        assertThat(IpcAddress.bind(ipc("/tmp/a.sock")).canonical()).hasToString("ipc:///tmp/a.sock");
        assertThat(IpcAddress.connect(ipc("run/a.sock")).socketAddress().getPath())
                .isEqualTo(Path.of("run", "a.sock"));
    }

    @Test
    void refusesAnAbstractName() {
        assertFails(() -> IpcAddress.bind(ipc("@name")), ErrorCode.INVALID_ENDPOINT, "abstract");
        assertFails(() -> IpcAddress.connect(ipc("@")), ErrorCode.INVALID_ENDPOINT, "abstract");
    }

    @Test
    void refusesToConnectToAStar() {
        assertFails(() -> IpcAddress.connect(ipc("*")), ErrorCode.INVALID_ENDPOINT, "* is for bind");
    }

    @Test
    void refusesWhatIsNoPath() {
        assertFails(() -> IpcAddress.bind(ipc("a\0b")), ErrorCode.INVALID_ENDPOINT, "not a path");
    }

    @Test
    void refusesExactlyThePathsThatTheJdkRefuses() throws Exception {
        String prefix = directory + "/";
        String longest = prefix + "x".repeat(IpcAddress.MAX_PATH_BYTES - prefix.length());
        try (ServerSocketChannel listener = listen(IpcAddress.bind(ipc(longest)))) {
            assertThat(listener.isOpen()).isTrue();
        }
        assertFails(() -> IpcAddress.bind(ipc(longest + "x")), ErrorCode.INVALID_ENDPOINT, "may have 106");
        assertFails(() -> IpcAddress.connect(ipc("é".repeat(54))), ErrorCode.INVALID_ENDPOINT, "has 108 bytes");
        assertThatThrownBy(() -> ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                        .bind(java.net.UnixDomainSocketAddress.of(longest + "x")))
                .hasMessageContaining("too long");
    }

    @Test
    void replacesASocketThatNobodyListensAt() throws Exception {
        IpcAddress address = IpcAddress.bind(ipc(directory + "/stale"));
        listen(address).close();
        assertThat(directory.resolve("stale")).exists();
        try (ServerSocketChannel listener = listen(address);
                SocketChannel client = SocketChannel.open(address.socketAddress())) {
            assertThat(client.isConnected()).isTrue();
            assertThat(listener.isOpen()).isTrue();
        }
    }

    @Test
    void leavesASocketAloneThatSomebodyListensAt() throws Exception {
        IpcAddress address = IpcAddress.bind(ipc(directory + "/live"));
        try (ServerSocketChannel listener = listen(address)) {
            assertFails(address::prepareToBind, ErrorCode.ADDRESS_IN_USE, "somebody listens");
            listener.accept().close();
            SocketChannel.open(address.socketAddress()).close();
        }
    }

    @Test
    void doesNotWaitForAListenerWhoseQueueIsFull() throws Exception {
        IpcAddress address = IpcAddress.bind(ipc(directory + "/full"));
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(address.socketAddress(), 1);
            for (int i = 0; i < 4; i++) {
                assertFails(address::prepareToBind, ErrorCode.ADDRESS_IN_USE, "somebody listens");
            }
        }
    }

    @Test
    void neverTouchesAFileThatIsNotASocket() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "mine");
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("nowhere"));
        for (Path path : new Path[] {file, link, directory}) {
            IpcAddress address = IpcAddress.bind(ipc(path.toString()));
            assertFails(address::prepareToBind, ErrorCode.ADDRESS_IN_USE, "is not a socket");
            address.cleanUp();
        }
        assertThat(file).hasContent("mine");
        assertThat(link).isSymbolicLink();
    }

    @Test
    void neverTouchesANamedPipe() throws Exception {
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertFails(IpcAddress.bind(ipc(pipe.toString()))::prepareToBind, ErrorCode.ADDRESS_IN_USE, "is not a socket");
        assertThat(pipe).exists();
    }

    @Test
    void theFileOfANamedPathStaysAfterClose() throws Exception {
        IpcAddress address = IpcAddress.bind(ipc(directory + "/named"));
        listen(address).close();
        address.cleanUp();
        assertThat(directory.resolve("named")).exists();
    }

    @Test
    void aStarIsAFreshPrivateSocketThatGoesWithItsDirectory() throws Exception {
        IpcAddress address = IpcAddress.createPrivate(directory);
        Path file = address.socketAddress().getPath();
        assertThat(address.canonical()).hasToString("ipc://" + file);
        assertThat(file).hasFileName("socket");
        assertThat(IpcAddress.createPrivate(directory).canonical()).isNotEqualTo(address.canonical());
        try (ServerSocketChannel listener = listen(address)) {
            SocketChannel.open(IpcAddress.connect(address.canonical()).socketAddress())
                    .close();
            assertThat(listener.isOpen()).isTrue();
        }
        address.cleanUp();
        assertThat(file.getParent()).doesNotExist();
        assertThatCode(address::cleanUp).doesNotThrowAnyException();
    }

    @Test
    void aStarWithoutBindLeavesNothing() {
        IpcAddress address = IpcAddress.bind(ipc("*"));
        Path made = address.socketAddress().getPath().getParent();
        assertThat(made).isDirectory();
        address.cleanUp();
        assertThat(made).doesNotExist();
    }

    @Test
    void aStarInADirectoryTooDeepLeavesNothing() throws Exception {
        Path deep = Files.createDirectory(directory.resolve("x".repeat(100)));
        assertFails(() -> IpcAddress.createPrivate(deep), ErrorCode.INVALID_ENDPOINT, "may have 106");
        assertThat(deep).isEmptyDirectory();
        assertFails(() -> IpcAddress.createPrivate(directory.resolve("none")), ErrorCode.INPUT_OUTPUT, "TMPDIR");
    }

    private static ServerSocketChannel listen(IpcAddress address) throws Exception {
        address.prepareToBind();
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address.socketAddress());
    }

    private static Endpoint ipc(String address) {
        return new Endpoint("ipc", address);
    }

    private static void assertFails(ThrowingCallable call, ErrorCode code, String text) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        EndpointException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(text);
    }
}
