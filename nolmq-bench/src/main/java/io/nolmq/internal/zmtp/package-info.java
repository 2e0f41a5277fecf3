/** Benchmarks in the package of what they measure, so that they reach it. Works on the class path only. */
@NullMarked
package io.nolmq.internal.zmtp;

import org.jspecify.annotations.NullMarked;
