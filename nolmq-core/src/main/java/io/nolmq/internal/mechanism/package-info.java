/** Security mechanisms, as state machines that exchange command bodies. */
@NullMarked
package io.nolmq.internal.mechanism;

import org.jspecify.annotations.NullMarked;
