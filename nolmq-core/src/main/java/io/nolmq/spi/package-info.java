/**
 * The contracts between the parts of NolMQ: transports, mechanisms, patterns and the wire protocol meet here and
 * nowhere else. Exported to NolMQ's own modules only.
 */
@NullMarked
package io.nolmq.spi;

import org.jspecify.annotations.NullMarked;
