package io.nolmq.lab;

import io.nolmq.Context;
import io.nolmq.RepSocket;
import io.nolmq.message.Message;

/** {@code nol lab server}: answers each request with World. */
public final class Server implements Program {
    @Override
    public void run(Context context, Course course) {
        try (RepSocket rep = context.rep()) {
            course.bound(rep.bind(course.endpoint()));
            for (Message request : course.messages(rep)) {
                course.print("Received request: " + PythonText.of(request.bytes()));
                rep.send("World");
                course.next();
            }
        }
    }
}
