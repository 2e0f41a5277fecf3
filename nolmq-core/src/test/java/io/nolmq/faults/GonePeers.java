package io.nolmq.faults;

import io.nolmq.Context;
import io.nolmq.DealerSocket;
import io.nolmq.message.Endpoint;
import io.nolmq.message.Message;
import java.time.Duration;

/** A DEALER that is bound and only sends; workers come, take a message, and go. The heap must stay flat. */
final class GonePeers {
    private static final int LOOKS = 3;
    private static final int LOOKS_AGAIN = 100;
    private static final long LOOK_AGAIN_MILLIS = 50;
    private static final int COLLECTIONS = 3;
    private static final double GROWTH_MAXIMUM = 1.3;

    private GonePeers() {}

    /** @param arguments the endpoint to bind, and the number of peers */
    public static void main(String[] arguments) throws InterruptedException {
        int peers = Integer.parseInt(arguments[1]);
        long first = 0;
        long last = 0;
        try (Context context = Context.create();
                DealerSocket dealer = context.dealer()) {
            Endpoint bound = dealer.bind(arguments[0]);
            for (int look = 0; look < LOOKS; look++) {
                comeAndGo(context, dealer, bound, peers / LOOKS);
                last = settled(look == 0 ? Long.MAX_VALUE : Math.round(GROWTH_MAXIMUM * first));
                first = look == 0 ? last : first;
                System.out.println(dealer.peers().size() + " peers, heap " + last + " KiB");
            }
        }
        System.exit(last <= GROWTH_MAXIMUM * first ? 0 : 1);
    }

    private static void comeAndGo(Context context, DealerSocket dealer, Endpoint bound, int peers) {
        for (int i = 0; i < peers; i++) {
            try (DealerSocket worker = context.dealer()) {
                worker.connect(bound.toString());
                do { // what went to the one before, who has just gone, does not come
                    dealer.send(Message.of("job"), Duration.ofSeconds(1));
                } while (worker.receive(Duration.ofMillis(20)) == null);
            }
        }
    }

    /** What is used once the I/O thread has let go of the last sockets, which on a busy machine takes a moment. */
    private static long settled(long expectedKibibytes) throws InterruptedException {
        long used = usedKibibytes();
        for (int i = 0; i < LOOKS_AGAIN && used > expectedKibibytes; i++) {
            Thread.sleep(LOOK_AGAIN_MILLIS);
            used = usedKibibytes();
        }
        return used;
    }

    private static long usedKibibytes() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / 1024;
    }
}
