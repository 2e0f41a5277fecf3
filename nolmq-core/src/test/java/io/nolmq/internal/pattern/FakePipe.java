package io.nolmq.internal.pattern;

import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.spi.Pipe;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A pipe in memory, of which a test decides how much it takes and what it gives. */
final class FakePipe implements Pipe {
    final String name;
    final List<String> sent = new ArrayList<>();
    final ArrayDeque<Message> coming = new ArrayDeque<>();
    final Map<Reason, Integer> drops = new EnumMap<>(Reason.class);
    int room = Integer.MAX_VALUE;
    int polls;
    private boolean inTurn;

    FakePipe(String name) {
        this.name = name;
    }

    FakePipe gives(String... messages) {
        for (String message : messages) {
            coming.add(Message.of(message));
        }
        return this;
    }

    @Override
    public SendResult trySend(Message message) {
        if (room == 0) {
            return SendResult.FULL;
        }
        room--;
        sent.add(message.text());
        return SendResult.SENT;
    }

    @Override
    public boolean hasRoom() {
        return room > 0;
    }

    @Override
    public void countDrop(Reason reason) {
        drops.merge(reason, 1, Integer::sum);
    }

    @Override
    public void subscribe(byte[] topic) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void cancel(byte[] topic) {
        throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable Message poll(boolean alone) {
        polls++;
        return coming.poll();
    }

    @Override
    public long discardReceived() {
        int number = coming.size();
        coming.clear();
        return number;
    }

    @Override
    public boolean isInTurn() {
        return inTurn;
    }

    @Override
    public void setInTurn(boolean now) {
        inTurn = now;
    }

    @Override
    public byte[] peerRoutingId() {
        return new byte[0];
    }

    @Override
    public byte[] chosenRoutingId() {
        return new byte[0];
    }

    @Override
    public byte[] routingId() {
        return new byte[0];
    }

    @Override
    public void name(byte[] routingId) {}

    @Override
    public void lookAlive() {}

    @Override
    public void refuse(Reason reason, String detail) {}

    @Override
    public String toString() {
        return name;
    }
}
