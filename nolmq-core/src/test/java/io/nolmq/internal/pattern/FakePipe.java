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
    boolean connected;
    byte[] peerRoutingId = {};
    byte[] chosenRoutingId = {};
    byte[] senderRoutingId = {};
    byte[] routingId = {};
    boolean peerReturned;
    int looks;
    int refusals;
    int retries;
    boolean finished;
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
        looks++;
        return inTurn;
    }

    @Override
    public void setInTurn(boolean now) {
        inTurn = now;
    }

    @Override
    public boolean isConnected() {
        return connected;
    }

    @Override
    public byte[] peerRoutingId() {
        return peerRoutingId;
    }

    @Override
    public boolean peerReturned() {
        return peerReturned;
    }

    @Override
    public void finish() {
        finished = true;
    }

    @Override
    public void retryNow() {
        retries++;
    }

    @Override
    public byte[] chosenRoutingId() {
        return chosenRoutingId;
    }

    @Override
    public byte[] routingId() {
        return routingId;
    }

    @Override
    public byte[] senderRoutingId() {
        return senderRoutingId;
    }

    @Override
    public void name(byte[] newRoutingId) {
        routingId = newRoutingId;
    }

    @Override
    public void lookAlive() {
        looks++;
    }

    @Override
    public void refuse(Reason reason, String detail) {
        refusals++;
    }

    @Override
    public String toString() {
        return name;
    }
}
