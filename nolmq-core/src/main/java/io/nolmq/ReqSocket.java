package io.nolmq;

import io.nolmq.internal.engine.SocketCore;
import io.nolmq.message.Message;

/**
 * Asks (RFC 28): sends a request, receives the reply, and so on in lock-step. A request goes to one of the peers, in turn.
 * Out of turn, a call fails with a {@link io.nolmq.message.SocketStateException}.
 */
public final class ReqSocket extends LockStepSocket {
    ReqSocket(SocketCore core) {
        super(core);
    }

    /**
     * Sends a request and waits for its reply, however long that takes.
     *
     * @param request the request
     * @return the reply
     * @throws io.nolmq.message.SocketClosedException when the socket is closed, or closed while this call waits
     * @throws io.nolmq.message.InterruptedSocketException when the thread is interrupted while it waits; when the
     *     request was sent by then, its reply can still be received
     * @throws io.nolmq.message.SocketStateException when the reply to another request is still to come
     */
    public Message request(Message request) {
        send(request);
        return receive();
    }

    /**
     * Sends a request of one frame of text and waits for its reply, however long that takes.
     *
     * @param request the request, in UTF-8
     * @return the reply
     * @throws io.nolmq.message.SocketClosedException when the socket is closed, or closed while this call waits
     * @throws io.nolmq.message.InterruptedSocketException when the thread is interrupted while it waits; when the
     *     request was sent by then, its reply can still be received
     * @throws io.nolmq.message.SocketStateException when the reply to another request is still to come
     */
    public Message request(String request) {
        return request(Message.of(request));
    }
}
