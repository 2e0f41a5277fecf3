/**
 * ZMTP 3.1 (RFC 37) as pure functions of bytes: greeting, handshake, frames, commands. No sockets, threads or clocks,
 * so every cut of a byte stream can be tested.
 */
@NullMarked
package io.nolmq.internal.zmtp;

import org.jspecify.annotations.NullMarked;
