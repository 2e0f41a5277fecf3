@NullMarked
package io.nolmq.cli.lab;

import org.jspecify.annotations.NullMarked;
