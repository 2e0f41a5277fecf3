/** Puts a context together: the only package that knows all others. */
@NullMarked
package io.nolmq.internal.wiring;

import org.jspecify.annotations.NullMarked;
