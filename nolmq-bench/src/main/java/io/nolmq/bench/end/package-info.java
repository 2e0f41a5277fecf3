/** The ends of a benchmark in Java: the same work for each library, behind one small interface. */
@NullMarked
package io.nolmq.bench.end;

import org.jspecify.annotations.NullMarked;
