package io.nolmq.message;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An event of a socket's connections. Create one with the method named after its type.
 *
 * @param type the type of the event
 * @param endpoint the endpoint of the socket to which it happened
 * @param peerAddress the address of the remote end, empty if there is none
 * @param reason the reason; null if nothing failed
 * @param detail human-readable detail of the reason: control characters are escaped; may be empty
 * @param retryIn the time until the next attempt to connect; null except for {@link EventType#CONNECT_RETRIED}
 * @param inFlight the number of messages passed to the connection without confirmation of their arrival; 0 except for
 *     {@link EventType#DISCONNECTED}
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
     * Creates an event from its parts.
     *
     * @param type the type of the event
     * @param endpoint the endpoint of the socket to which it happened
     * @param peerAddress the address of the remote end, or empty
     * @param reason the reason, or null
     * @param detail human-readable detail of the reason, in which control characters will be escaped
     * @param retryIn the time until the next attempt to connect, or null
     * @param inFlight the number of messages that may have been lost with the connection
     */
    public SocketEvent {
        detail = escape(detail);
    }

    /**
     * Creates an event for a socket that is listening.
     *
     * @param endpoint the bound endpoint, with the actual port
     * @return an event of {@link EventType#LISTENING}
     */
    public static SocketEvent listening(Endpoint endpoint) {
        return plain(EventType.LISTENING, endpoint, "");
    }

    /**
     * Creates an event for an accepted connection.
     *
     * @param endpoint the endpoint of the listener
     * @param peerAddress the address of the remote end
     * @return an event of {@link EventType#ACCEPTED}
     */
    public static SocketEvent accepted(Endpoint endpoint, String peerAddress) {
        return plain(EventType.ACCEPTED, endpoint, peerAddress);
    }

    /**
     * Creates an event for an established connection.
     *
     * @param endpoint the endpoint connected to
     * @param peerAddress the address of the remote end
     * @return an event of {@link EventType#CONNECTED}
     */
    public static SocketEvent connected(Endpoint endpoint, String peerAddress) {
        return plain(EventType.CONNECTED, endpoint, peerAddress);
    }

    /**
     * Creates an event for a missing connection that is retried.
     *
     * @param endpoint the endpoint connected to
     * @param reason the reason why there is no connection
     * @param detail human-readable detail of the reason
     * @param retryIn the time until the next attempt
     * @return an event of {@link EventType#CONNECT_RETRIED}
     */
    public static SocketEvent connectRetried(Endpoint endpoint, Reason reason, String detail, Duration retryIn) {
        return new SocketEvent(EventType.CONNECT_RETRIED, endpoint, "", reason, detail, retryIn, 0);
    }

    /**
     * Creates an event for a completed handshake: the socket has a peer.
     *
     * @param endpoint the endpoint of the socket
     * @param peerAddress the address of the remote end
     * @return an event of {@link EventType#HANDSHAKE_SUCCEEDED}
     */
    public static SocketEvent handshakeSucceeded(Endpoint endpoint, String peerAddress) {
        return plain(EventType.HANDSHAKE_SUCCEEDED, endpoint, peerAddress);
    }

    /**
     * Creates an event for a peer that was refused, or that refused us.
     *
     * @param endpoint the endpoint of the socket
     * @param peerAddress the address of the remote end
     * @param reason the reason
     * @param detail human-readable detail of the reason
     * @return an event of {@link EventType#REFUSED}
     */
    public static SocketEvent refused(Endpoint endpoint, String peerAddress, Reason reason, String detail) {
        return new SocketEvent(EventType.REFUSED, endpoint, peerAddress, reason, detail, null, 0);
    }

    /**
     * Creates an event for the end of the connection to a peer.
     *
     * @param endpoint the endpoint of the socket
     * @param peerAddress the address of the remote end
     * @param reason the reason
     * @param detail human-readable detail of the reason
     * @param inFlight the number of messages that may have been lost with it
     * @return an event of {@link EventType#DISCONNECTED}
     */
    public static SocketEvent disconnected(
            Endpoint endpoint, String peerAddress, Reason reason, String detail, long inFlight) {
        return new SocketEvent(EventType.DISCONNECTED, endpoint, peerAddress, reason, detail, null, inFlight);
    }

    /**
     * Creates an event for a dropped message.
     *
     * @param endpoint the endpoint of the socket
     * @param peerAddress the address of the remote end
     * @param reason the reason
     * @param detail human-readable detail of the reason
     * @return an event of {@link EventType#MESSAGE_DROPPED}
     */
    public static SocketEvent messageDropped(Endpoint endpoint, String peerAddress, Reason reason, String detail) {
        return new SocketEvent(EventType.MESSAGE_DROPPED, endpoint, peerAddress, reason, detail, null, 0);
    }

    /**
     * Creates an event for a peer that is not read until the application has received more.
     *
     * @param endpoint the endpoint of the socket
     * @param peerAddress the address of the remote end
     * @param reason the reason
     * @param detail human-readable detail of the reason
     * @return an event of {@link EventType#READING_HELD}
     */
    public static SocketEvent readingHeld(Endpoint endpoint, String peerAddress, Reason reason, String detail) {
        return new SocketEvent(EventType.READING_HELD, endpoint, peerAddress, reason, detail, null, 0);
    }

    /**
     * Creates an event for the end of an endpoint.
     *
     * @param endpoint the endpoint of the socket
     * @param reason the reason
     * @param detail human-readable detail of the reason
     * @return an event of {@link EventType#CLOSED}
     */
    public static SocketEvent closed(Endpoint endpoint, Reason reason, String detail) {
        return new SocketEvent(EventType.CLOSED, endpoint, "", reason, detail, null, 0);
    }

    /**
     * Creates an event for discarded events.
     *
     * @param endpoint the endpoint to which the last of them happened
     * @param number the number of discarded events
     * @return an event of {@link EventType#EVENTS_DROPPED}
     */
    public static SocketEvent eventsDropped(Endpoint endpoint, long number) {
        String detail = number + " events were not told: the listeners were too slow";
        return new SocketEvent(EventType.EVENTS_DROPPED, endpoint, "", Reason.SLOW_LISTENER, detail, null, 0);
    }

    private static SocketEvent plain(EventType type, Endpoint endpoint, String peerAddress) {
        return new SocketEvent(type, endpoint, peerAddress, null, "", null, 0);
    }

    /** Escapes text from a peer, which reaches logs and terminals and must not contain lines or commands of its own. */
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

    /** Tests for control characters, and for characters that move, hide or break the text around them. */
    private static boolean isUnprintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
