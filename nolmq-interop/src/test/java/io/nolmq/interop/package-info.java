/** NolMQ against other implementations of ZeroMQ. */
package io.nolmq.interop;
