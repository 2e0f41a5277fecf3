package io.nolmq;

import io.nolmq.internal.engine.SocketCore;
import io.nolmq.message.Message;

/**
 * A requester (RFC 28): sends a request, receives the reply, and so on in lock-step. Each request goes to one of the
 * peers, in turn. A call out of turn fails with a {@link io.nolmq.message.SocketStateException}.
 */
public final class ReqSocket extends LockStepSocket {
    ReqSocket(SocketCore core) {
        super(core);
    }

    /**
     * Sends a request and receives its reply; blocks without a time limit.
     *
     * @param request the request
     * @return the reply
     * @throws io.nolmq.message.SocketClosedException if the socket is closed, or is closed while this call blocks
     * @throws io.nolmq.message.InterruptedSocketException if the thread is interrupted while blocked; if the request
     *     had been sent by then, its reply can still be received
     * @throws io.nolmq.message.SocketStateException if the reply to another request is still outstanding
     */
    public Message request(Message request) {
        send(request);
        return receive();
    }

    /**
     * Sends a request of one text frame and receives its reply; blocks without a time limit.
     *
     * @param request the text of the request, sent in UTF-8
     * @return the reply
     * @throws io.nolmq.message.SocketClosedException if the socket is closed, or is closed while this call blocks
     * @throws io.nolmq.message.InterruptedSocketException if the thread is interrupted while blocked; if the request
     *     had been sent by then, its reply can still be received
     * @throws io.nolmq.message.SocketStateException if the reply to another request is still outstanding
     */
    public Message request(String request) {
        return request(Message.of(request));
    }
}
