package io.nolmq.testtransport;

import io.nolmq.message.Message;
import io.nolmq.message.RoutingId;
import io.nolmq.message.SocketType;

/** An item on a wire. */
sealed interface Frame {
    /** The first frame each way: who speaks. */
    record Hello(SocketType type, RoutingId routingId) implements Frame {}

    /** The second one: the peer is welcome, and may send. */
    record Ready() implements Frame {}

    /** A message. */
    record Payload(Message message) implements Frame {}

    /** A subscription, or its end. */
    final class Subscription implements Frame {
        private final byte[] topic;
        private final boolean begins;

        Subscription(byte[] topic, boolean begins) {
            this.topic = topic.clone();
            this.begins = begins;
        }

        /** Not a copy: the receiver's. */
        byte[] topic() {
            return topic;
        }

        boolean begins() {
            return begins;
        }
    }
}
