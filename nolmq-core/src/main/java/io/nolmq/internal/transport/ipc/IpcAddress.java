package io.nolmq.internal.transport.ipc;

import io.nolmq.message.Endpoint;
import io.nolmq.message.EndpointException;
import io.nolmq.message.ErrorCode;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The file that names an ipc endpoint, from before bind until after close. Used by one thread at a time.
 *
 * <p>The file of a named path stays after close, as with libzmq. The next to bind replaces it, but unlike libzmq only
 * where nobody listens any more, and never a file that is not a socket. Between that look and the bind another process
 * may come first; its bind or ours then fails, as for any two that want one address.
 */
public final class IpcAddress {
    /** The longest path in bytes: {@code sun_path} has 108, and the JDK keeps one of them besides the closing zero. */
    static final int MAX_PATH_BYTES = 106;

    private static final String PRIVATE_NAME = "socket";
    private static final int FILE_TYPE_MASK = 0xf000;
    private static final int SOCKET_TYPE = 0xc000;

    private final Endpoint endpoint;
    private final Path path;
    private final @Nullable Path privateDirectory;

    private IpcAddress(Endpoint endpoint, Path path, @Nullable Path privateDirectory) {
        this.endpoint = endpoint;
        this.path = path;
        this.privateDirectory = privateDirectory;
    }

    /**
     * Reads where to bind. For {@code ipc://*} it creates the private directory, which {@link #cleanUp} removes: call
     * that even when the bind fails.
     *
     * @throws EndpointException INVALID_ENDPOINT when the path is too long or cannot be one
     */
    public static IpcAddress bind(Endpoint endpoint) {
        return endpoint.address().equals("*") ? createPrivate(temporaryDirectory()) : named(endpoint);
    }

    /**
     * Reads where to connect.
     *
     * @throws EndpointException INVALID_ENDPOINT when the path is too long or cannot be one, or is {@code *}
     */
    public static IpcAddress connect(Endpoint endpoint) {
        if (endpoint.address().equals("*")) {
            throw invalid(endpoint, "* is for bind: connect to the endpoint that the bound socket reports");
        }
        return named(endpoint);
    }

    /** {@code ipc://} with the path; for a private one the path that was made up. */
    public Endpoint canonical() {
        return endpoint;
    }

    /** What a channel binds or connects to. */
    public UnixDomainSocketAddress socketAddress() {
        return UnixDomainSocketAddress.of(path);
    }

    /**
     * Makes way for a bind: removes the socket that a listener of former times left behind. To learn that nobody listens
     * it connects, and closes the connection at once. Does not block.
     *
     * @throws EndpointException ADDRESS_IN_USE when somebody listens or the file is not a socket, PERMISSION_DENIED or
     *     INPUT_OUTPUT when the operating system does not let us see or remove it
     */
    public void prepareToBind() {
        try {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            if (!isSocket()) {
                throw inUse("the path exists and is not a socket: remove it or choose another path");
            }
            if (isAnswered()) {
                throw inUse("somebody listens there: close that socket or choose another path");
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw failed("cannot replace the stale socket", e);
        }
    }

    /**
     * Removes what a private endpoint left, file and directory; the file of a named path stays. Call it after the
     * listener is closed; a second call does nothing.
     *
     * @throws EndpointException INPUT_OUTPUT when the operating system does not let us
     */
    public void cleanUp() {
        if (privateDirectory == null) {
            return;
        }
        try {
            Files.deleteIfExists(path);
            Files.deleteIfExists(privateDirectory);
        } catch (IOException e) {
            throw failed("cannot remove the private directory", e);
        }
    }

    @Override
    public String toString() {
        return endpoint.toString();
    }

    /** Creates a private endpoint in a fresh directory, which only this user may enter. */
    static IpcAddress createPrivate(Path parent) {
        Path directory;
        try {
            directory = Files.createTempDirectory(parent, "nol");
        } catch (IOException e) {
            throw new EndpointException(
                    ErrorCode.INPUT_OUTPUT,
                    "cannot bind endpoint \"ipc://*\": no directory can be created in " + parent
                            + "; name another in TMPDIR",
                    e);
        }
        Path socket = directory.resolve(PRIVATE_NAME);
        Endpoint endpoint = new Endpoint("ipc", socket.toString());
        IpcAddress address = new IpcAddress(endpoint, socket, directory);
        try {
            checkLength(endpoint, socket);
        } catch (EndpointException tooLong) {
            address.cleanUp();
            throw tooLong;
        }
        return address;
    }

    private static Path temporaryDirectory() {
        return Stream.of("TMPDIR", "TEMPDIR", "TMP")
                .map(System::getenv)
                .filter(Objects::nonNull)
                .filter(name -> !name.isEmpty())
                .map(Path::of)
                .filter(Files::isDirectory)
                .findFirst()
                .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir", ".")));
    }

    private static IpcAddress named(Endpoint endpoint) {
        String text = endpoint.address();
        if (text.startsWith("@")) {
            throw invalid(endpoint, "Java cannot open abstract sockets: use a path, as ipc:///tmp/name");
        }
        try {
            Path path = Path.of(text);
            checkLength(endpoint, path);
            return new IpcAddress(endpoint, path, null);
        } catch (InvalidPathException e) {
            throw invalid(endpoint, "it is not a path: " + e.getReason());
        }
    }

    private static void checkLength(Endpoint endpoint, Path path) {
        int bytes = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_PATH_BYTES) {
            throw invalid(
                    endpoint,
                    "the path has " + bytes + " bytes and may have " + MAX_PATH_BYTES
                            + ": use a shorter one, or one relative to the working directory");
        }
    }

    private boolean isSocket() throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isOther()
                || !path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return attributes.isOther();
        }
        int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        return (mode & FILE_TYPE_MASK) == SOCKET_TYPE;
    }

    /**
     * Whether there is a listener. Only a refused connection tells that there is none: a full queue of connections and a
     * socket of another kind come as other errors.
     */
    private boolean isAnswered() throws IOException {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            probe.connect(socketAddress());
            return true;
        } catch (ConnectException refused) {
            return false;
        } catch (BindException denied) {
            throw (IOException) new AccessDeniedException(path.toString()).initCause(denied);
        } catch (SocketException other) {
            return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Why the path could not be bound. */
    ErrorCode whyNot() {
        Path directory = path.toAbsolutePath().getParent();
        if (directory != null && Files.isDirectory(directory) && !Files.isWritable(directory)) {
            return ErrorCode.PERMISSION_DENIED;
        }
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? ErrorCode.ADDRESS_IN_USE : ErrorCode.INPUT_OUTPUT;
    }

    private EndpointException inUse(String why) {
        return new EndpointException(ErrorCode.ADDRESS_IN_USE, "cannot bind endpoint \"" + endpoint + "\": " + why);
    }

    private EndpointException failed(String what, IOException cause) {
        boolean denied = cause instanceof AccessDeniedException;
        return new EndpointException(
                denied ? ErrorCode.PERMISSION_DENIED : ErrorCode.INPUT_OUTPUT,
                what + ": endpoint=" + endpoint + ", error=" + cause,
                cause);
    }

    private static EndpointException invalid(Endpoint endpoint, String why) {
        return new EndpointException(
                ErrorCode.INVALID_ENDPOINT, "cannot understand endpoint \"" + endpoint + "\": " + why);
    }
}
