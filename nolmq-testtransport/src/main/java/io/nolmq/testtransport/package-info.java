/**
 * The transport {@code foreign://name}: two ends in one process, each fed by a thread of its own, with bounded buffers in
 * between. It uses what {@code io.nolmq.spi} and {@code io.nolmq.message} offer to other modules, and nothing else.
 */
@NullMarked
package io.nolmq.testtransport;

import org.jspecify.annotations.NullMarked;
