/**
 * ZeroMQ for the JVM: a {@link io.nolmq.Context} makes typed sockets, which send and receive
 * {@link io.nolmq.message.Message}s. Sockets are safe for any number of threads.
 */
@NullMarked
package io.nolmq;

import org.jspecify.annotations.NullMarked;
