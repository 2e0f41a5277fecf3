/** The messaging patterns: what each socket type does with its messages and its pipes. */
@NullMarked
package io.nolmq.internal.pattern;

import org.jspecify.annotations.NullMarked;
