/** Queues between one producer and one consumer at a time. Imports nothing of ours. */
@NullMarked
package io.nolmq.internal.queue;

import org.jspecify.annotations.NullMarked;
