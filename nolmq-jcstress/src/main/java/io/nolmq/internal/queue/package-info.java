/** Races between one producer and one consumer. */
@NullMarked
package io.nolmq.internal.queue;

import org.jspecify.annotations.NullMarked;
