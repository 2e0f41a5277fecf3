package io.nolmq.cli;

import java.io.IOException;
import java.util.List;

/** Makes the reply to a request. */
interface Replier {
    /** The frames of the reply, at least one; the request came as that number. */
    List<byte[]> reply(List<byte[]> request, long number) throws IOException, InterruptedException;
}
