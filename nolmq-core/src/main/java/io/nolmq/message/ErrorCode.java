package io.nolmq.message;

/** The kind of error reported by a {@link ZmqException}, for programs that branch on it. */
public enum ErrorCode {
    /** The value of an option is out of range, or the option does not apply to this socket type. */
    INVALID_OPTION,
    /** The text of an endpoint is invalid. */
    INVALID_ENDPOINT,
    /** No transport has the endpoint's scheme. */
    UNKNOWN_TRANSPORT,
    /** Another listener is already bound to the endpoint. */
    ADDRESS_IN_USE,
    /** The address does not belong to this machine. */
    ADDRESS_NOT_AVAILABLE,
    /** A host or interface name does not resolve. */
    UNKNOWN_HOST,
    /** The operating system denied permission. */
    PERMISSION_DENIED,
    /** The operating system has no descriptors left. */
    TOO_MANY_DESCRIPTORS,
    /** The endpoint passed to unbind or disconnect is not one of the socket's. */
    ENDPOINT_NOT_FOUND,
    /** The call is not valid in the state of the socket, such as a second request before the reply. */
    WRONG_STATE,
    /** The ROUTER has no such peer. */
    UNROUTABLE,
    /** The socket is closed. */
    SOCKET_CLOSED,
    /** The context is closed. */
    CONTEXT_TERMINATED,
    /** The calling thread was interrupted. */
    INTERRUPTED,
    /** A message cannot be sent as it is, for example because it has too many frames. */
    INVALID_MESSAGE,
    /** The operating system reported a failure without a code of its own. */
    INPUT_OUTPUT
}
