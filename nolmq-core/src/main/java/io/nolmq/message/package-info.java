/**
 * Values that cross the public interface: messages, endpoints, options, events, statistics and errors. Nothing here
 * has a thread, a lock or a channel.
 */
@NullMarked
package io.nolmq.message;

import org.jspecify.annotations.NullMarked;
