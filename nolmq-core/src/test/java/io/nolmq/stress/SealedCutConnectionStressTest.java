package io.nolmq.stress;

import io.nolmq.Context;
import io.nolmq.SecuredContexts;

/** The same over connections that encrypt. */
final class SealedCutConnectionStressTest extends CutConnectionStressTest {
    @Override
    Context newContext() {
        return SecuredContexts.sealed();
    }
}
