package io.nolmq.message;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One event of a socket's connections. Use the methods named like the types to make one.
 *
 * @param type what happened
 * @param endpoint the endpoint of the socket that it happened to
 * @param peerAddress the address of the other end, empty where there is none
 * @param reason why; null where nothing failed
 * @param detail more about the reason, for people: control characters are escaped; may be empty
 * @param retryIn how long until the next attempt to connect; null but for {@link EventType#CONNECT_RETRIED}
 * @param inFlight how many messages had been given to the connection without it being known that they arrived; 0 but
 *     for {@link EventType#DISCONNECTED}
 */
public record SocketEvent(
        EventType type,
        Endpoint endpoint,
        String peerAddress,
        @Nullable Reason reason,
        String detail,
        @Nullable Duration retryIn,
        long inFlight) {
    /**
     * An event of its parts.
     *
     * @param type what happened
     * @param endpoint the endpoint of the socket that it happened to
     * @param peerAddress the address of the other end, or empty
     * @param reason why, or null
     * @param detail more about the reason, in which control characters will be escaped
     * @param retryIn how long until the next attempt to connect, or null
     * @param inFlight how many messages may have been lost with the connection
     */
    public SocketEvent {
        detail = escape(detail);
    }

    /**
     * The socket listens.
     *
     * @param endpoint where, with the real port
     * @return an event of {@link EventType#LISTENING}
     */
    public static SocketEvent listening(Endpoint endpoint) {
        return plain(EventType.LISTENING, endpoint, "");
    }

    /**
     * A listener accepted a connection.
     *
     * @param endpoint the listener's
     * @param peerAddress the other end
     * @return an event of {@link EventType#ACCEPTED}
     */
    public static SocketEvent accepted(Endpoint endpoint, String peerAddress) {
        return plain(EventType.ACCEPTED, endpoint, peerAddress);
    }

    /**
     * A connection was made.
     *
     * @param endpoint the one connected to
     * @param peerAddress the other end
     * @return an event of {@link EventType#CONNECTED}
     */
    public static SocketEvent connected(Endpoint endpoint, String peerAddress) {
        return plain(EventType.CONNECTED, endpoint, peerAddress);
    }

    /**
     * There is no connection, and another attempt follows.
     *
     * @param endpoint the one connected to
     * @param reason why there is none
     * @param detail more about it
     * @param retryIn how long until the next attempt
     * @return an event of {@link EventType#CONNECT_RETRIED}
     */
    public static SocketEvent connectRetried(Endpoint endpoint, Reason reason, String detail, Duration retryIn) {
        return new SocketEvent(EventType.CONNECT_RETRIED, endpoint, "", reason, detail, retryIn, 0);
    }

    /**
     * The socket has a peer.
     *
     * @param endpoint the one of this socket
     * @param peerAddress the other end
     * @return an event of {@link EventType#HANDSHAKE_SUCCEEDED}
     */
    public static SocketEvent handshakeSucceeded(Endpoint endpoint, String peerAddress) {
        return plain(EventType.HANDSHAKE_SUCCEEDED, endpoint, peerAddress);
    }

    /**
     * A peer was turned away, or turned us away.
     *
     * @param endpoint the one of this socket
     * @param peerAddress the other end
     * @param reason why
     * @param detail more about it
     * @return an event of {@link EventType#REFUSED}
     */
    public static SocketEvent refused(Endpoint endpoint, String peerAddress, Reason reason, String detail) {
        return new SocketEvent(EventType.REFUSED, endpoint, peerAddress, reason, detail, null, 0);
    }

    /**
     * The connection to a peer ended.
     *
     * @param endpoint the one of this socket
     * @param peerAddress the other end
     * @param reason why
     * @param detail more about it
     * @param inFlight how many messages may have been lost with it
     * @return an event of {@link EventType#DISCONNECTED}
     */
    public static SocketEvent disconnected(
            Endpoint endpoint, String peerAddress, Reason reason, String detail, long inFlight) {
        return new SocketEvent(EventType.DISCONNECTED, endpoint, peerAddress, reason, detail, null, inFlight);
    }

    /**
     * A message was given up.
     *
     * @param endpoint the one of this socket
     * @param peerAddress the other end
     * @param reason why
     * @param detail more about it
     * @return an event of {@link EventType#MESSAGE_DROPPED}
     */
    public static SocketEvent messageDropped(Endpoint endpoint, String peerAddress, Reason reason, String detail) {
        return new SocketEvent(EventType.MESSAGE_DROPPED, endpoint, peerAddress, reason, detail, null, 0);
    }

    /**
     * A peer is not read until the application has received more.
     *
     * @param endpoint the one of this socket
     * @param peerAddress the other end
     * @param reason why
     * @param detail more about it
     * @return an event of {@link EventType#READING_HELD}
     */
    public static SocketEvent readingHeld(Endpoint endpoint, String peerAddress, Reason reason, String detail) {
        return new SocketEvent(EventType.READING_HELD, endpoint, peerAddress, reason, detail, null, 0);
    }

    /**
     * An endpoint came to its end.
     *
     * @param endpoint the one of this socket
     * @param reason why
     * @param detail more about it
     * @return an event of {@link EventType#CLOSED}
     */
    public static SocketEvent closed(Endpoint endpoint, Reason reason, String detail) {
        return new SocketEvent(EventType.CLOSED, endpoint, "", reason, detail, null, 0);
    }

    /**
     * Events were not told.
     *
     * @param endpoint the endpoint that the last of them happened to
     * @param number how many
     * @return an event of {@link EventType#EVENTS_DROPPED}
     */
    public static SocketEvent eventsDropped(Endpoint endpoint, long number) {
        String detail = number + " events were not told: the listeners were too slow";
        return new SocketEvent(EventType.EVENTS_DROPPED, endpoint, "", Reason.SLOW_LISTENER, detail, null, 0);
    }

    private static SocketEvent plain(EventType type, Endpoint endpoint, String peerAddress) {
        return new SocketEvent(type, endpoint, peerAddress, null, "", null, 0);
    }

    /** A peer's words reach logs and terminals by this text: it must not hold lines or commands of its own. */
    private static String escape(String detail) {
        if (detail.chars().noneMatch(SocketEvent::isUnprintable)) {
            return detail;
        }
        StringBuilder escaped = new StringBuilder(detail.length() + 16);
        for (int i = 0; i < detail.length(); i++) {
            char c = detail.charAt(i);
            if (isUnprintable(c)) {
                escaped.append(String.format("\\u%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** Controls, and what moves, hides or breaks the text around it. */
    private static boolean isUnprintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
