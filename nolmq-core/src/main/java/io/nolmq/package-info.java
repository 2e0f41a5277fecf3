/**
 * ZeroMQ for the JVM: a {@link io.nolmq.Context} creates typed sockets, which send and receive
 * {@link io.nolmq.message.Message}s. Sockets are thread-safe.
 */
@NullMarked
package io.nolmq;

import org.jspecify.annotations.NullMarked;
