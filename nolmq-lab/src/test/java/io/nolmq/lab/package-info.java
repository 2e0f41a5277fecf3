@NullMarked
package io.nolmq.lab;

import org.jspecify.annotations.NullMarked;
