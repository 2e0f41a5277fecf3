package io.nolmq.internal.pattern;

import io.nolmq.spi.Pipe;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The pipes whose peers were refused because of a name in use, each with that name. Belongs to the send side. */
final class NameWaiters {
    private final Map<Pipe, ByteBuffer> names = new HashMap<>();
    private final Map<ByteBuffer, Set<Pipe>> pipes = new HashMap<>();

    /** A pipe waits for a name, and for no other. */
    void add(ByteBuffer name, Pipe pipe) {
        remove(pipe);
        names.put(pipe, name);
        pipes.computeIfAbsent(name, any -> new LinkedHashSet<>()).add(pipe);
    }

    /** A pipe waits no longer, if it did. */
    void remove(Pipe pipe) {
        ByteBuffer name = names.remove(pipe);
        Set<Pipe> waiting = name == null ? null : pipes.get(name);
        if (name != null && waiting != null) {
            waiting.remove(pipe);
            if (waiting.isEmpty()) {
                pipes.remove(name);
            }
        }
    }

    /** Any name may be had: all try again. */
    void wakeAll() {
        List.copyOf(pipes.keySet()).forEach(this::wake);
    }

    /** A name is free: all that wait for it try again, in the order in which they were refused. */
    void wake(ByteBuffer name) {
        Set<Pipe> waiting = pipes.remove(name);
        if (waiting != null) {
            names.keySet().removeAll(waiting);
            waiting.forEach(Pipe::retryNow);
        }
    }
}
