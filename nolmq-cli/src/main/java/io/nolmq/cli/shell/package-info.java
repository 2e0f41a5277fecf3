/** What every command shares with the shell: exit codes, times on the command line, a reader that has gone away. */
@NullMarked
package io.nolmq.cli.shell;

import org.jspecify.annotations.NullMarked;
