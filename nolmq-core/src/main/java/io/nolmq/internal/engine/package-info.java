/**
 * What moves: the two sides of a socket, sessions, the I/O thread, the flusher, timers. Knows neither protocols nor
 * patterns nor addresses, only their contracts in {@code io.nolmq.spi}.
 */
@NullMarked
package io.nolmq.internal.engine;

import org.jspecify.annotations.NullMarked;
