package io.nolmq.lab;

import static org.awaitility.Awaitility.await;

import io.nolmq.Context;
import io.nolmq.message.InterruptedSocketException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One of our programs, on a thread. */
final class JavaRun implements Runs {
    private static final Duration AFTER_WORK = Duration.ofSeconds(2);

    private final Lines out = new Lines();
    private final Lines err = new Lines();
    private final Thread thread;
    private volatile @Nullable Throwable failure;

    private JavaRun(Program program, Plan plan) {
        thread = new Thread(() -> run(program, plan), "program");
    }

    static JavaRun start(Program program, Plan plan) {
        JavaRun run = new JavaRun(program, plan);
        run.thread.start();
        return run;
    }

    @Override
    public Lines out() {
        return out;
    }

    @Override
    public Lines err() {
        return err;
    }

    /** Waits until it has ended by itself. */
    void awaitEnd() {
        await("end of the program, which printed " + out.all()).atMost(PATIENCE).until(() -> !thread.isAlive());
    }

    @Override
    public void close() {
        thread.interrupt();
        awaitEnd();
        if (failure != null) {
            throw new AssertionError("the program failed", failure);
        }
    }

    private void run(Program program, Plan plan) {
        Context context = Context.create();
        try {
            program.run(context, new Course(plan, out, err.asPrintStream()));
            context.close(AFTER_WORK);
        } catch (InterruptedSocketException closed) {
            // by close()
        } catch (RuntimeException | Error unexpected) {
            failure = unexpected;
        } finally {
            context.close(Duration.ZERO);
        }
    }
}
