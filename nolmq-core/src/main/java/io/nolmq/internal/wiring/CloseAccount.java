package io.nolmq.internal.wiring;

import io.nolmq.internal.engine.SocketCore;
import io.nolmq.message.CloseReport;
import io.nolmq.message.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What sockets had counted when their context began to close, for the report of what came after. */
final class CloseAccount {
    private final Map<SocketCore, Counts> before = new LinkedHashMap<>();

    CloseAccount(List<SocketCore> sockets) {
        sockets.forEach(socket -> before.put(socket, Counts.of(socket)));
    }

    CloseReport report() {
        Counts sum = new Counts(0, 0, 0);
        List<String> unfinished = new ArrayList<>();
        for (Map.Entry<SocketCore, Counts> entry : before.entrySet()) {
            Counts since = Counts.of(entry.getKey()).minus(entry.getValue());
            String name = entry.getKey().name();
            if (since.unknown > 0) {
                unfinished.add(name + ": " + since.unknown + " messages at most sent to peers that had not closed");
            }
            if (since.discarded > 0) {
                unfinished.add(name + ": " + since.discarded + " messages not sent");
            }
            sum = sum.plus(since);
        }
        return new CloseReport(unfinished.isEmpty(), sum.delivered, sum.unknown, sum.discarded, unfinished);
    }

    private record Counts(long delivered, long unknown, long discarded) {
        static Counts of(SocketCore socket) {
            return new Counts(
                    socket.deliveries().delivered(),
                    socket.deliveries().unknown(),
                    socket.reasons().of(Reason.LINGER_EXPIRED));
        }

        Counts minus(Counts less) {
            return new Counts(delivered - less.delivered, unknown - less.unknown, discarded - less.discarded);
        }

        Counts plus(Counts more) {
            return new Counts(delivered + more.delivered, unknown + more.unknown, discarded + more.discarded);
        }
    }
}
