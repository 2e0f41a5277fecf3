package io.nolmq.internal.pattern;

import io.nolmq.message.Message;
import io.nolmq.message.SendResult;
import io.nolmq.spi.Pipe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives messages to pipes in turn. Belongs to the send side.
 *
 * <p>The first {@code active} pipes can take something, as far as is known; one that is full goes behind them until it has
 * room again.
 */
final class LoadBalancer {
    private final List<Pipe> pipes = new ArrayList<>();
    /** Where each stands in the list. */
    private final Map<Pipe, Integer> places = new HashMap<>();

    private int active;
    private int turn;
    private @Nullable Pipe last;

    void add(Pipe pipe) {
        pipes.add(pipe);
        swap(pipes.size() - 1, active);
        active++;
    }

    void remove(Pipe pipe) {
        int index = places.getOrDefault(pipe, -1);
        if (index < 0) {
            return;
        }
        if (index < active) {
            deactivate(index);
            index = active;
        }
        swap(index, pipes.size() - 1);
        pipes.remove(pipes.size() - 1);
        places.remove(pipe);
    }

    /** A pipe has room again. */
    void onRoom(Pipe pipe) {
        int index = places.getOrDefault(pipe, -1);
        if (index >= active) {
            swap(index, active);
            active++;
        }
    }

    /** The pipe that took the last message. */
    @Nullable
    Pipe last() {
        return last;
    }

    /** Gives the message to the next pipe that takes it. */
    SendResult trySend(Message message) {
        while (active > 0) {
            if (turn >= active) {
                turn = 0;
            }
            Pipe pipe = pipes.get(turn);
            if (pipe.trySend(message) == SendResult.SENT) {
                turn++;
                last = pipe;
                return SendResult.SENT;
            }
            deactivate(turn);
        }
        return pipes.isEmpty() ? SendResult.NO_PEER : SendResult.FULL;
    }

    private void deactivate(int index) {
        active--;
        swap(index, active);
    }

    private void swap(int one, int other) {
        Pipe moved = pipes.get(one);
        place(pipes.get(other), one);
        place(moved, other);
    }

    private void place(Pipe pipe, int index) {
        pipes.set(index, pipe);
        places.put(pipe, index);
    }
}
