/** Peers that are broken, hostile, or no ZeroMQ at all, against real sockets: the catalogue of hostile input. */
package io.nolmq.attack;
