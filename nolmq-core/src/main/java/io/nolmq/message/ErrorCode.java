package io.nolmq.message;

/** What kind of error a {@link ZmqException} reports, for programs that decide by it. */
public enum ErrorCode {
    /** An option's value lies outside its range, or the option means nothing to this socket type. */
    INVALID_OPTION,
    /** An endpoint's text cannot be understood. */
    INVALID_ENDPOINT,
    /** No transport has the endpoint's scheme. */
    UNKNOWN_TRANSPORT,
    /** Somebody else listens at the endpoint already. */
    ADDRESS_IN_USE,
    /** The address does not belong to this machine. */
    ADDRESS_NOT_AVAILABLE,
    /** A host or interface name does not resolve. */
    UNKNOWN_HOST,
    /** The operating system refused, for want of rights. */
    PERMISSION_DENIED,
    /** The operating system has no descriptor left. */
    TOO_MANY_DESCRIPTORS,
    /** The endpoint given to unbind or disconnect is not one of the socket's. */
    ENDPOINT_NOT_FOUND,
    /** The call does not fit the state of the socket, such as a second request before the reply. */
    WRONG_STATE,
    /** The ROUTER has no such peer. */
    UNROUTABLE,
    /** The socket is closed. */
    SOCKET_CLOSED,
    /** The context is closed. */
    CONTEXT_TERMINATED,
    /** The calling thread was interrupted. */
    INTERRUPTED,
    /** A message cannot be sent as it is, such as one of too many frames. */
    INVALID_MESSAGE,
    /** The operating system reported a failure that has no code of its own. */
    INPUT_OUTPUT
}
