package io.nolmq.stress;

import io.nolmq.Context;
import io.nolmq.SecuredContexts;

/** The same over connections that encrypt. */
final class SealedConservationStressTest extends ConservationStressTest {
    @Override
    Context newContext() {
        return SecuredContexts.sealed();
    }
}
