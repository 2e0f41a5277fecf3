/**
 * The one kit of fakes for tests of the inside: a socket, pipes and a driver for patterns without a network, and a clock and the
 * services of a context for the engine.
 */
package io.nolmq.kit;
