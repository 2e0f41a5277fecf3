/** The seam of the fault injection: weaves calls into the engine's classes, and decides which of them fails. */
package io.nolmq.fault.seam;
