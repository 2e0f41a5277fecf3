/** The command {@code nol lab}: one program of the lab, or all of them as processes of this machine. */
@NullMarked
package io.nolmq.cli.lab;

import org.jspecify.annotations.NullMarked;
