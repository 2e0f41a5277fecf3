/** Races for a side, for those who wait, and for the flusher. */
@NullMarked
package io.nolmq.internal.engine;

import org.jspecify.annotations.NullMarked;
