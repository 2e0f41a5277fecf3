package io.nolmq.internal.wiring;

import io.nolmq.internal.mechanism.NullMechanism;
import io.nolmq.spi.Mechanism;

/**
 * How the connections of a socket authenticate and encrypt.
 *
 * @param mechanism makes the mechanism of each connection
 * @param mayEncrypt whether that may have a cipher
 */
public record Security(Mechanism.Factory mechanism, boolean mayEncrypt) {
    /** Neither. */
    public static final Security NONE = new Security(NullMechanism::new, false);
}
