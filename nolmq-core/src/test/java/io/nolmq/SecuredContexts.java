package io.nolmq;

import io.nolmq.internal.mechanism.NullMechanism;
import io.nolmq.internal.wiring.Security;
import io.nolmq.message.ContextOptions;
import io.nolmq.spi.Cipher;
import io.nolmq.spi.ForwardingMechanism;
import io.nolmq.spi.HandshakeContext;
import io.nolmq.spi.TestCipher;

/** Contexts whose sockets have a mechanism that only tests know. */
public final class SecuredContexts {
    private SecuredContexts() {}

    public static Context with(Security security) {
        return new Context(ContextOptions.DEFAULTS, security);
    }

    /** All traffic is encrypted, without a secret. */
    public static Context sealed() {
        return with(new Security(Sealing::new, true));
    }

    private static final class Sealing extends ForwardingMechanism {
        private final Cipher cipher;

        Sealing(HandshakeContext context, byte[] metadata) {
            super(new NullMechanism(context, metadata));
            cipher = new TestCipher(context.listening());
        }

        @Override
        public String name() {
            return "TEST";
        }

        @Override
        public Cipher cipher() {
            return cipher;
        }
    }
}
