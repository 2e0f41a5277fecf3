package io.nolmq.cli;

import io.nolmq.Receiver;
import io.nolmq.Sender;
import io.nolmq.Socket;
import io.nolmq.cli.shell.ExitCode;
import io.nolmq.message.InterruptedSocketException;
import io.nolmq.message.SocketClosedException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Sends on a thread of its own while the command's thread receives. */
final class DuplexRun<S extends Socket & Sender & Receiver> {
    private final S socket;
    private final MessageSource source;
    private final SendLoop loop;
    private volatile @Nullable Throwable failure;

    DuplexRun(S socket, MessageSource source, SendLoop loop) {
        this.socket = socket;
        this.source = source;
        this.loop = loop;
    }

    /** Receives as told, and waits for the sender as well where it ends of itself. */
    ExitCode run(Reception reception, ReceiveLoop.Answer answer) throws IOException, InterruptedException {
        Thread sender = new Thread(this::send, "nol-send");
        sender.setDaemon(true);
        sender.start();
        try {
            ExitCode exit = reception.run(socket, answer);
            if (source.ends()) {
                sender.join();
            }
            throwFailure();
            return exit;
        } catch (SocketClosedException closed) {
            throwFailure();
            throw closed;
        } finally {
            sender.interrupt();
        }
    }

    private void send() {
        try {
            loop.run(socket, source);
        } catch (InterruptedException | InterruptedSocketException | SocketClosedException over) {
            // The receiving thread ends the command, and knows why.
        } catch (IOException | RuntimeException failed) {
            failure = failed;
            socket.close();
        }
    }

    private void throwFailure() throws IOException {
        Throwable failed = failure;
        if (failed instanceof IOException inputFailed) {
            throw inputFailed;
        }
        if (failed instanceof RuntimeException other) {
            throw other;
        }
    }
}
