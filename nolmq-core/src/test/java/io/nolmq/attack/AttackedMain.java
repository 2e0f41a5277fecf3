package io.nolmq.attack;

import io.nolmq.Context;
import io.nolmq.PubSocket;
import io.nolmq.PullSocket;
import io.nolmq.RouterSocket;
import io.nolmq.Socket;
import io.nolmq.message.ContextOptions;
import io.nolmq.message.Message;
import io.nolmq.message.PeerStatistics;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketOptionsBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The attacked library, in a process of its own with little memory: one socket that is attacked, and beside it, on the same
 * I/O thread, a ROUTER that echoes. It prints both endpoints, and then an answer to each line of its input.
 */
final class AttackedMain {
    /** Good messages begin so; what an attacker sends does not. */
    static final String GOOD = "good/";

    /** So that whoever attacks or asks need not wait for a second until its SYN is repeated. */
    private static final int BACKLOG = 4_000;

    private final Context context;
    private final Socket attacked;

    private AttackedMain(Map<String, String> settings) {
        long budget = Long.parseLong(settings.getOrDefault("budget", "" + ContextOptions.DEFAULTS.inputBudgetBytes()));
        context = Context.create(ContextOptions.DEFAULTS.withInputBudgetBytes(budget));
        SocketOptionsBuilder options =
                SocketOptions.builder().linger(Duration.ZERO).backlog(BACKLOG);
        if (settings.containsKey("mark")) {
            options.receiveHighWaterMark(Integer.parseInt(settings.get("mark")));
        }
        if (settings.containsKey("receiveBuffer")) {
            options.receiveBufferBytes(Integer.parseInt(settings.get("receiveBuffer")));
        }
        if (settings.containsKey("heartbeatMillis")) {
            Duration heartbeat = Duration.ofMillis(Long.parseLong(settings.get("heartbeatMillis")));
            options.heartbeat(heartbeat, heartbeat, Duration.ZERO);
        }
        attacked = switch (settings.get("type")) {
            case "PULL" -> context.pull(options.build());
            case "PUB" -> context.pub(options.build());
            default -> echo(context.router(options.build()));
        };
        RouterSocket witness = echo(context.router());
        System.out.println(attacked.bind(settings.get("endpoint")) + " " + witness.bind("tcp://127.0.0.1:0"));
    }

    private static RouterSocket echo(RouterSocket router) {
        Thread thread = new Thread(
                () -> {
                    for (Message message : router) {
                        router.send(message);
                    }
                },
                "echo");
        thread.setDaemon(true);
        thread.start();
        return router;
    }

    /** @param arguments settings, each as {@code name=value} */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> settings = new HashMap<>();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            settings.put(parts[0], parts[1]);
        }
        AttackedMain main = new AttackedMain(settings);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(main.answer(line.split(" ")));
        }
        main.context.close(Duration.ofSeconds(5));
    }

    private String answer(String[] words) {
        return switch (words[0]) {
            case "vitals" -> Vitals.now().toString();
            case "queued" -> "" + sum(attacked, peer -> peer.queues().received());
            case "peers" -> "" + sum(attacked, peer -> peer.connection().connected() ? 1 : 0);
            case "times" -> "" + attacked.statistics().times(Reason.valueOf(words[1]));
            case "reasons" -> attacked.statistics().reasons().toString();
            case "receive" -> receive((PullSocket) attacked, Integer.parseInt(words[1]));
            case "publish" -> publish((PubSocket) attacked, words[1], Integer.parseInt(words[2]));
            case "subscribers" ->
                "" + ((PubSocket) attacked).awaitSubscribers(Integer.parseInt(words[1]), Subject.PATIENCE);
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    private interface Count {
        long of(PeerStatistics peer);
    }

    private static long sum(Socket socket, Count count) {
        long sum = 0;
        for (PeerStatistics peer : socket.peers()) {
            sum += count.of(peer);
        }
        return sum;
    }

    /** Receives until so many good ones came in their order, no more peers are left, and nothing comes from them. */
    private static String receive(PullSocket pull, int peers) {
        int good = 0;
        long others = 0;
        while (true) {
            Message message = pull.receive(Duration.ofMillis(100));
            if (message == null) {
                if (sum(pull, peer -> peer.connection().connected() ? 1 : 0) <= peers) {
                    return good + " " + others;
                }
            } else if (message.text().equals(GOOD + good)) {
                good++;
            } else {
                others++;
            }
        }
    }

    private static String publish(PubSocket pub, String topic, int count) {
        for (int i = 0; i < count; i++) {
            pub.send(Message.of(topic, "" + i));
        }
        return "published";
    }
}
