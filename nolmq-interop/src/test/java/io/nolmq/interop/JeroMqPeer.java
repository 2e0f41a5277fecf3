package io.nolmq.interop;

import io.nolmq.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** JeroMQ, in the process of the test. */
final class JeroMqPeer implements Peer {
    private static final int PATIENCE_MILLIS = 10_000;

    private final ZContext context = new ZContext();
    private final Map<String, ZMQ.Socket> sockets = new HashMap<>();

    @Override
    public void socket(String name, String type, String... options) {
        ZMQ.Socket socket = context.createSocket(SocketType.valueOf(type));
        socket.setLinger(0);
        socket.setReconnectIVL(20);
        socket.setSendTimeOut(PATIENCE_MILLIS);
        for (String option : options) {
            set(socket, option.substring(0, option.indexOf('=')), option.substring(option.indexOf('=') + 1));
        }
        sockets.put(name, socket);
    }

    private static void set(ZMQ.Socket socket, String option, String value) {
        boolean done = switch (option) {
            case "ROUTING_ID" -> socket.setIdentity(value.getBytes(StandardCharsets.UTF_8));
            case "HEARTBEAT_IVL" -> socket.setHeartbeatIvl(Integer.parseInt(value));
            case "HEARTBEAT_TIMEOUT" -> socket.setHeartbeatTimeout(Integer.parseInt(value));
            case "HEARTBEAT_TTL" -> socket.setHeartbeatTtl(Integer.parseInt(value));
            case "SNDHWM" -> socket.setSndHWM(Integer.parseInt(value));
            case "RCVHWM" -> socket.setRcvHWM(Integer.parseInt(value));
            case "LINGER" -> socket.setLinger(Integer.parseInt(value));
            case "PROBE_ROUTER" -> socket.setProbeRouter(value.equals("1"));
            case "REQ_CORRELATE" -> socket.setReqCorrelate(value.equals("1"));
            case "REQ_RELAXED" -> socket.setReqRelaxed(value.equals("1"));
            case "XPUB_VERBOSE" -> socket.setXpubVerbose(value.equals("1"));
            default -> throw new IllegalArgumentException("option not known here: " + option);
        };
        if (!done) {
            throw new IllegalArgumentException("option refused: " + option + "=" + value);
        }
    }

    @Override
    public String bind(String name, String endpoint) {
        ZMQ.Socket socket = of(name);
        if (!socket.bind(endpoint)) {
            throw new AssertionError("JeroMQ cannot bind " + endpoint + ": errno=" + socket.errno());
        }
        return socket.getLastEndpoint();
    }

    @Override
    public void connect(String name, String endpoint) {
        if (!of(name).connect(endpoint)) {
            throw new AssertionError("JeroMQ cannot connect " + endpoint);
        }
    }

    @Override
    public void subscribe(String name, String prefix) {
        of(name).subscribe(prefix.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void unsubscribe(String name, String prefix) {
        of(name).unsubscribe(prefix.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void send(String name, Message message) {
        for (int i = 0; i < message.frameCount(); i++) {
            if (!of(name).send(message.frame(i), i + 1 < message.frameCount() ? ZMQ.SNDMORE : 0)) {
                throw new AssertionError("JeroMQ cannot send: errno=" + of(name).errno());
            }
        }
    }

    @Override
    public @Nullable Message receive(String name, int millis) {
        ZMQ.Socket socket = of(name);
        socket.setReceiveTimeOut(millis);
        byte[] first = socket.recv();
        if (first == null) {
            return null;
        }
        List<byte[]> frames = new ArrayList<>();
        frames.add(first);
        while (socket.hasReceiveMore()) {
            frames.add(socket.recv());
        }
        return Message.wrap(frames);
    }

    @Override
    public void burst(String name, int count) {
        for (int i = 0; i < count; i++) {
            send(name, Message.of("" + i, "x"));
        }
    }

    @Override
    public void count(String name, int count) {
        for (int i = 0; i < count; i++) {
            Message message = receive(name, PATIENCE_MILLIS);
            if (!Message.of("" + i, "x").equals(message)) {
                throw new AssertionError("JeroMQ received " + message + " as message " + i);
            }
        }
    }

    @Override
    public void work() {
        sockets.values().forEach(ZMQ.Socket::getEvents);
    }

    @Override
    public void close(String name) {
        of(name).close();
        sockets.remove(name);
    }

    @Override
    public void close() {
        context.close();
    }

    private ZMQ.Socket of(String name) {
        ZMQ.Socket socket = sockets.get(name);
        if (socket == null) {
            throw new IllegalArgumentException("no socket of that name: " + name);
        }
        return socket;
    }
}
