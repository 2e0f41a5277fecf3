package io.nolmq.faults;

import io.nolmq.Context;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.message.EventType;
import io.nolmq.message.Message;
import io.nolmq.message.SocketClosedException;
import io.nolmq.message.SocketOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32;

/**
 * Many threads send over one socket, with less direct memory than the JDK keeps for them. Calls may fail, and connections
 * may end; no message is torn, none gets stuck, and no more are missing than events reported as in flight.
 */
final class DirectOom {
    private static final int THREADS = 150;
    /** Of each thread, however slow the machine is: more than the direct memory is enough for. */
    private static final int ATTEMPTS = 4;

    private static final int MESSAGE_BYTES = 400_000;
    private static final int MARK = 4;
    private static final int KERNEL_BYTES = 32 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(65);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int CRC_BYTES = Long.BYTES;

    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong got = new AtomicLong();
    private final AtomicLong torn = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();
    private final AtomicLong others = new AtomicLong();
    private final AtomicLong inFlight = new AtomicLong();
    private final CountDownLatch tried = new CountDownLatch(THREADS);
    private final CountDownLatch enough = new CountDownLatch(1);
    private final Context receiving = Context.create();
    private final Context sending = Context.create();
    private final PullSocket pull = receiving.pull(SocketOptions.builder()
            .receiveHighWaterMark(MARK)
            .receiveBufferBytes(KERNEL_BYTES)
            .build());
    private final PushSocket push = sending.push(SocketOptions.builder()
            .sendHighWaterMark(MARK)
            .sendBufferBytes(KERNEL_BYTES)
            .reconnectInterval(Duration.ofMillis(10))
            .build());

    private DirectOom() {
        push.onEvent(event -> {
            if (event.type() == EventType.DISCONNECTED) {
                inFlight.addAndGet(event.inFlight());
            }
        });
        push.connect(pull.bind("tcp://127.0.0.1:*").toString());
    }

    /** @param arguments for how many seconds to send at least */
    public static void main(String[] arguments) throws InterruptedException {
        System.exit(new DirectOom().run(Integer.parseInt(arguments[0])) ? 0 : 1);
    }

    private boolean run(int seconds) throws InterruptedException {
        Thread receiver = new Thread(this::receiveAll, "receiver");
        receiver.start();
        long untilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            SplittableRandom random = new SplittableRandom(i);
            Thread sender = new Thread(() -> sendUntil(untilNanos, random), "sender-" + i);
            sender.start();
            senders.add(sender);
        }
        tried.await();
        boolean complete = comes(() -> got.get() + inFlight.get() >= sent.get());
        System.out.println("sent=" + sent + " got=" + got + " torn=" + torn + " inFlight=" + inFlight
                + " OutOfMemoryError in send=" + errors + " anything else=" + others);
        enough.countDown();
        for (Thread sender : senders) {
            sender.join();
        }
        long before = got.get();
        push.send(Message.of(made(new SplittableRandom(), MESSAGE_BYTES)), PATIENCE);
        boolean goesOn = comes(() -> got.get() > before);
        System.out.println("goes on=" + goesOn + " " + push.statistics() + " " + sending.close(PATIENCE));
        receiving.close(Duration.ZERO);
        return complete && goesOn && torn.get() == 0 && others.get() == 0;
    }

    /** Keeps the thread afterwards, and with it the direct memory that the JDK keeps for a thread. */
    private void sendUntil(long untilNanos, SplittableRandom random) {
        try {
            for (int i = 0; i < ATTEMPTS || System.nanoTime() - untilNanos < 0; i++) {
                Message message = Message.of(made(random, MESSAGE_BYTES));
                try {
                    if (push.send(message, Duration.ofSeconds(1)).isSent()) {
                        sent.incrementAndGet();
                    }
                } catch (OutOfMemoryError expected) {
                    errors.incrementAndGet();
                }
            }
            tried.countDown();
            enough.await();
        } catch (Throwable fault) {
            others.incrementAndGet();
            fault.printStackTrace();
            tried.countDown();
        }
    }

    private void receiveAll() {
        try {
            while (true) {
                if (!isWhole(pull.receive().bytes())) {
                    torn.incrementAndGet();
                }
                got.incrementAndGet();
            }
        } catch (SocketClosedException closed) {
            // so all has been received
        }
    }

    private static boolean comes(BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() - deadlineNanos < 0) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return condition.getAsBoolean();
    }

    private static byte[] made(SplittableRandom random, int bytes) {
        byte[] made = new byte[bytes];
        random.nextBytes(made);
        ByteBuffer.wrap(made).putLong(0, crc(made));
        return made;
    }

    private static boolean isWhole(byte[] bytes) {
        return bytes.length == MESSAGE_BYTES
                && crc(bytes) == ByteBuffer.wrap(bytes).getLong(0);
    }

    private static long crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes, CRC_BYTES, bytes.length - CRC_BYTES);
        return crc.getValue();
    }
}
