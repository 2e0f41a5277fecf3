/** What tcp and ipc share: one connection over a stream of bytes, its pipe, listener and session. */
@NullMarked
package io.nolmq.internal.transport.stream;

import org.jspecify.annotations.NullMarked;
