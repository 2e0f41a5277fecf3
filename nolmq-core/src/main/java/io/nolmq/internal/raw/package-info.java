/** TCP without framing: what STREAM speaks, and ROUTER where the application asks for it. Functions of bytes, without I/O. */
@NullMarked
package io.nolmq.internal.raw;

import org.jspecify.annotations.NullMarked;
