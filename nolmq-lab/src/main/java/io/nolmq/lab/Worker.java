package io.nolmq.lab;

import io.nolmq.Context;
import io.nolmq.PullSocket;
import io.nolmq.message.Message;

/**
 * {@code nol lab pull}: takes work from the producer.
 *
 * @param id what it calls itself, among several
 */
public record Worker(String id) implements Program {
    @Override
    public void run(Context context, Course course) {
        try (PullSocket pull = context.pull()) {
            pull.connect(course.endpoint());
            for (Message message : course.messages(pull)) {
                try {
                    Number work = Pickle.loads(message.bytes());
                    course.print("Worker " + id + " received work: " + PythonText.of(work));
                    course.next();
                } catch (UnreadablePickleException unreadable) {
                    course.complain("Worker " + id + " cannot read work: " + unreadable.getMessage());
                }
            }
        }
    }
}
