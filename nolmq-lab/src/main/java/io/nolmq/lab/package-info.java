/** The lab: six programs in three patterns, each at home with its Python counterpart. The command {@code nol lab} runs them. */
@NullMarked
package io.nolmq.lab;

import org.jspecify.annotations.NullMarked;
