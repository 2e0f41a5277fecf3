/** The tcp transport: its addresses and the resolution of names. */
@NullMarked
package io.nolmq.internal.transport.tcp;

import org.jspecify.annotations.NullMarked;
