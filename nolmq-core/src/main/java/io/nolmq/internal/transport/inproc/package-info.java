/** Pairs of queues between two sockets of one context, without bytes. */
@NullMarked
package io.nolmq.internal.transport.inproc;

import org.jspecify.annotations.NullMarked;
