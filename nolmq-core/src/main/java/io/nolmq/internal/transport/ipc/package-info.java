/** The ipc transport: Unix domain sockets and the files that name them. */
@NullMarked
package io.nolmq.internal.transport.ipc;

import org.jspecify.annotations.NullMarked;
