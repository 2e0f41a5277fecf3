package io.nolmq.lab;

import io.nolmq.Context;

/** One of the six programs of the lab. */
@FunctionalInterface
public interface Program {
    /**
     * Runs until the course is over.
     *
     * @param context makes the program's socket
     * @param course where, how many, how often, how long
     * @throws io.nolmq.message.EndpointException when the endpoint cannot be understood or bound
     * @throws io.nolmq.message.InterruptedSocketException when the thread is interrupted
     */
    void run(Context context, Course course);
}
