package io.nolmq.lab;

import io.nolmq.Context;
import io.nolmq.SubSocket;
import io.nolmq.message.Message;

/** {@code nol lab sub}: subscribes to the messages that begin with WAKTU, and prints them. */
public final class Subscriber implements Program {
    @Override
    public void run(Context context, Course course) {
        try (SubSocket sub = context.sub()) {
            sub.connect(course.endpoint());
            sub.subscribe("WAKTU");
            for (Message message : course.messages(sub)) {
                course.print(message.text());
                course.next();
            }
        }
    }
}
