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
    private final List<Slot> slots = new ArrayList<>();
    private final Map<Pipe, Slot> byPipe = new HashMap<>();

    private int active;
    private int turn;
    /** The pipe that took the last message, unless it has gone. Read without a call: that could fail, with the message sent. */
    @Nullable
    Pipe last;

    /** A pipe with its place in the list: to swap two allocates nothing, and cannot fail in the middle. */
    private static final class Slot {
        private final Pipe pipe;
        private int place;

        Slot(Pipe pipe) {
            this.pipe = pipe;
        }
    }

    /** Harmless when it is there. Where it throws, it is not. */
    void add(Pipe pipe) {
        if (byPipe.containsKey(pipe)) {
            return;
        }
        Slot slot = new Slot(pipe);
        slot.place = slots.size();
        slots.add(slot);
        boolean known = false;
        try {
            byPipe.put(pipe, slot);
            known = true;
        } finally {
            if (!known) {
                slots.remove(slot.place);
            }
        }
        swap(slot.place, active);
        active++;
    }

    void remove(Pipe pipe) {
        Slot slot = byPipe.remove(pipe);
        if (slot == null) {
            return;
        }
        if (slot.place < active) {
            deactivate(slot.place);
        }
        swap(slot.place, slots.size() - 1);
        slots.remove(slots.size() - 1);
        if (last == pipe) {
            last = null;
        }
    }

    /** A pipe has room again. */
    void onRoom(Pipe pipe) {
        Slot slot = byPipe.get(pipe);
        if (slot != null && slot.place >= active) {
            swap(slot.place, active);
            active++;
        }
    }

    /** Whether a pipe would take a message. */
    boolean hasRoom() {
        for (int i = 0; i < active; i++) {
            if (slots.get(i).pipe.hasRoom()) {
                return true;
            }
        }
        return false;
    }

    /** Gives the message to the next pipe that takes it. */
    SendResult trySend(Message message) {
        while (active > 0) {
            if (turn >= active) {
                turn = 0;
            }
            Pipe pipe = slots.get(turn).pipe;
            if (pipe.trySend(message) == SendResult.SENT) {
                turn++;
                last = pipe;
                return SendResult.SENT;
            }
            deactivate(turn);
        }
        return slots.isEmpty() ? SendResult.NO_PEER : SendResult.FULL;
    }

    private void deactivate(int place) {
        active--;
        swap(place, active);
    }

    private void swap(int one, int other) {
        Slot moved = slots.get(one);
        place(slots.get(other), one);
        place(moved, other);
    }

    private void place(Slot slot, int place) {
        slots.set(place, slot);
        slot.place = place;
    }
}
