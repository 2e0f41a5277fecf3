package io.nolmq.lab;

import io.nolmq.Context;
import io.nolmq.PubSocket;

/** {@code nol lab pub}: publishes the time, each second, whether anybody listens or not. */
public final class Publisher implements Program {
    @Override
    public void run(Context context, Course course) {
        try (PubSocket pub = context.pub()) {
            course.bound(pub.bind(course.endpoint()));
            while (course.goesOn()) {
                String time = "WAKTU " + CTime.now();
                pub.send(time);
                course.print(time);
                course.next();
            }
        }
    }
}
