package io.nolmq.lab;

import io.nolmq.Context;
import io.nolmq.PushSocket;
import io.nolmq.message.Message;
import java.util.concurrent.ThreadLocalRandom;

/** {@code nol lab push}: makes work, a number from 1 to 100, and gives each to one of the workers, in turn. */
public final class Producer implements Program {
    @Override
    public void run(Context context, Course course) {
        try (PushSocket push = context.push()) {
            course.bound(push.bind(course.endpoint()));
            while (course.goesOn()) {
                int work = ThreadLocalRandom.current().nextInt(1, 101);
                if (push.send(Message.wrap(Pickle.dumps(work)), course.timeLeft())
                        .isSent()) {
                    course.print("Producer sent work: " + work);
                    course.next();
                }
            }
        }
    }
}
