/**
 * The values that cross the public interface: messages, endpoints, options, events, statistics and errors. None of them
 * has a thread, a lock or a channel.
 */
@NullMarked
package io.nolmq.message;

import org.jspecify.annotations.NullMarked;
