/** The runner that plays libzmq, JeroMQ and NolMQ side by side, and writes down what came out. */
@NullMarked
package io.nolmq.bench;

import org.jspecify.annotations.NullMarked;
