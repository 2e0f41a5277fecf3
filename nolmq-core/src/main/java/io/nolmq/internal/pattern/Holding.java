package io.nolmq.internal.pattern;

/** Who holds a topic: one {@link Subscriber}, which is the usual case and takes no memory, or a set of several. */
sealed interface Holding permits Subscriber, SubscriberSet {}
