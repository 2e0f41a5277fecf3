package io.nolmq.cli.lab;

import static org.awaitility.Awaitility.await;

import io.nolmq.cli.DefaultSignals;
import io.nolmq.cli.NolCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The command as a process, and what it has printed so far. */
final class NolProcess implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(45);

    private final Process process;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Thread outCopy;
    private final Thread errCopy;

    private NolProcess(Process process) {
        this.process = process;
        this.outCopy = copy(process.getInputStream(), out);
        this.errCopy = copy(process.getErrorStream(), err);
    }

    static NolProcess start(List<String> arguments) throws IOException {
        return start(List.of(), arguments);
    }

    static NolProcess start(List<String> jvmOptions, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(DefaultSignals.prefix());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), NolCommand.class.getName()));
        command.addAll(arguments);
        return new NolProcess(new ProcessBuilder(command).start());
    }

    /** A port that was free a moment ago. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** The whole lines so far. */
    List<String> lines() {
        String text = out();
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** Its first lines, as soon as there are so many. */
    List<String> awaitLines(int count) {
        await(count + " lines of " + this).atMost(PATIENCE).until(() -> lines().size() >= count);
        return lines().subList(0, count);
    }

    /** Its exit code, as soon as it has ended and all it printed has been read. */
    int awaitExit() {
        await("the end of " + this)
                .atMost(PATIENCE)
                .until(() -> !process.isAlive() && !outCopy.isAlive() && !errCopy.isAlive());
        return process.exitValue();
    }

    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** SIGINT, which is Ctrl-C. */
    void interrupt() throws IOException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        List<ProcessHandle> left = descendants();
        process.destroyForcibly();
        left.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public String toString() {
        return process.info().commandLine().orElse("a process").replaceFirst(".*" + NolCommand.class.getName(), "nol");
    }

    private static Thread copy(InputStream from, ByteArrayOutputStream to) {
        Thread thread = new Thread(() -> {
            try (from) {
                from.transferTo(to);
            } catch (IOException closed) {
                // the process was destroyed
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
