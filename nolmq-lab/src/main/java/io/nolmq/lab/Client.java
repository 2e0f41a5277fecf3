package io.nolmq.lab;

import io.nolmq.Context;
import io.nolmq.ReqSocket;
import io.nolmq.message.Message;

/** {@code nol lab client}: says Hello, waits for the reply, and so on, ten times. */
public final class Client implements Program {
    @Override
    public void run(Context context, Course course) {
        try (ReqSocket req = context.req()) {
            req.connect(course.endpoint());
            while (course.goesOn()) {
                course.print("Sending request " + course.done() + " ...");
                req.send("Hello");
                Message reply = req.receive(course.timeLeft());
                if (reply != null) {
                    course.print("Received reply " + course.done() + ": " + PythonText.of(reply.bytes()));
                    course.next();
                }
            }
        }
    }
}
