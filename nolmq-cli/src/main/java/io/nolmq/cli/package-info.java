/** The command {@code nol}: sockets on standard input and output, measurements, and the lab. */
@NullMarked
package io.nolmq.cli;

import org.jspecify.annotations.NullMarked;
