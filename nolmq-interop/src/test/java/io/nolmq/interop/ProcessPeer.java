package io.nolmq.interop;

import io.nolmq.message.Message;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A peer in a process of its own, which runs a script that is driven by lines; peer.py says which. */
class ProcessPeer implements Peer {
    private static final int PATIENCE_MILLIS = 10_000;

    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;
    private final Path script;

    ProcessPeer(Process process, Path script) {
        this.process = process;
        this.script = script;
        this.commands = process.outputWriter(StandardCharsets.US_ASCII);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Copies a script that lies beside this class to where an interpreter can read it. */
    static Path script(String name) throws IOException {
        Path script = Files.createTempFile("nol-peer", name);
        try (InputStream source = Objects.requireNonNull(ProcessPeer.class.getResourceAsStream(name))) {
            Files.write(script, source.readAllBytes());
        }
        return script;
    }

    /** Whether a command ends well. */
    static boolean runs(ProcessBuilder command) {
        try {
            Process process = command.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Closes all its sockets. */
    void reset() {
        command("reset");
    }

    String version() {
        return command("version");
    }

    @Override
    public void socket(String name, String type, String... options) {
        command("socket " + name + " " + type + (options.length == 0 ? "" : " " + String.join(" ", options)));
    }

    @Override
    public String bind(String name, String endpoint) {
        return command("bind " + name + " " + endpoint);
    }

    @Override
    public void connect(String name, String endpoint) {
        command("connect " + name + " " + endpoint);
    }

    @Override
    public void subscribe(String name, String prefix) {
        command("subscribe " + name + " " + hex(Message.of(prefix)));
    }

    @Override
    public void unsubscribe(String name, String prefix) {
        command("unsubscribe " + name + " " + hex(Message.of(prefix)));
    }

    @Override
    public void send(String name, Message message) {
        command("send " + name + " " + hex(message));
    }

    @Override
    public @Nullable Message receive(String name, int millis) {
        String answer = command("receive " + name + " " + millis);
        if (answer.equals("none")) {
            return null;
        }
        List<byte[]> frames = new ArrayList<>();
        for (String frame : answer.split(",")) {
            frames.add(frame.equals("-") ? new byte[0] : HexFormat.of().parseHex(frame));
        }
        return Message.wrap(frames);
    }

    @Override
    public void burst(String name, int count) {
        command("burst " + name + " " + count);
    }

    @Override
    public void count(String name, int count) {
        command("count " + name + " " + count + " " + PATIENCE_MILLIS);
    }

    /** Has a socket send back what it receives, while the caller goes on: {@link #echoed} ends it. */
    void echo(String name, int count) {
        write("echo " + name + " " + count + " " + PATIENCE_MILLIS);
    }

    /** Waits until the echo is over. */
    void echoed() {
        read("echo");
    }

    /** Begins a burst, while the caller goes on: {@link #sent} ends it. */
    void beginBurst(String name, int count) {
        write("burst " + name + " " + count);
    }

    /** Waits until the burst is over. */
    void sent() {
        read("burst");
    }

    @Override
    public void work() {
        // The process does, whenever it has no command to run.
    }

    @Override
    public void close(String name) {
        command("close " + name);
    }

    /** Ends the process as a crash does: what it has not sent is lost. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        try {
            commands.close();
        } catch (IOException gone) {
            // It was killed.
        }
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            answers.close();
            Files.deleteIfExists(script);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String command(String line) {
        write(line);
        return read(line);
    }

    private void write(String line) {
        try {
            commands.write(line);
            commands.newLine();
            commands.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the peer is gone at: " + shortened(line), e);
        }
    }

    private String read(String line) {
        try {
            String answer = answers.readLine();
            if (answer == null) {
                throw new AssertionError("the peer ended at: " + shortened(line));
            }
            if (answer.startsWith("error")) {
                throw new AssertionError("the peer says " + answer + " at: " + shortened(line));
            }
            return answer.startsWith("ok ") ? answer.substring(3) : answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String shortened(String line) {
        return line.length() <= 100 ? line : line.substring(0, 100) + "…";
    }

    private static String hex(Message message) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < message.frameCount(); i++) {
            text.append(i == 0 ? "" : ",");
            text.append(message.frame(i).length == 0 ? "-" : HexFormat.of().formatHex(message.frame(i)));
        }
        return text.toString();
    }
}
