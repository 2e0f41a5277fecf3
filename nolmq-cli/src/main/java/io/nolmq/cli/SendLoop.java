package io.nolmq.cli;

import io.nolmq.PubSocket;
import io.nolmq.Sender;
import io.nolmq.Socket;
import io.nolmq.cli.shell.ExitCode;
import io.nolmq.message.Message;
import io.nolmq.message.SendResult;
import java.io.IOException;
import java.time.Duration;

/** Sends the messages of a source at its pace. For one thread. */
final class SendLoop {
    private final InputOptions input;
    private final Codec codec;
    private final Duration patience;

    SendLoop(InputOptions input, CodecOption codec, WaitOption wait) {
        this.input = input;
        this.codec = codec.codec();
        this.patience = wait.orForever();
    }

    /** Waits for the peers that the user wants there before anything is sent. */
    void awaitPeers(Socket socket, ConnectionWatch watch) throws InterruptedException {
        int peers = input.waitPeers();
        if (peers == 0) {
            return;
        }
        boolean came = socket instanceof PubSocket pub
                ? pub.awaitSubscribers(peers, patience)
                : watch.awaitPeers(peers, patience);
        if (!came) {
            throw new CommandException(
                    ExitCode.TOO_FEW,
                    "timed out: fewer than " + peers + " peers came; check the endpoint, or give more -W");
        }
    }

    void run(Sender socket, MessageSource source) throws IOException, InterruptedException {
        Pace pace = input.pace();
        long number = 0;
        for (Message message = source.next(); message != null; message = source.next()) {
            pace.await();
            send(socket, input.prepare(message, ++number, codec));
        }
    }

    void send(Sender socket, Message message) {
        SendResult result = socket.send(message, patience);
        if (!result.isSent()) {
            throw new CommandException(
                    ExitCode.TOO_FEW,
                    "timed out: message not sent, reason=" + result + "; check the endpoint, or give more -W");
        }
    }
}
