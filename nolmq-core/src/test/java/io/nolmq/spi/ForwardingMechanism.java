package io.nolmq.spi;

import org.jspecify.annotations.Nullable;

/** Passes every call on to a real mechanism: a test overrides what it wants to be otherwise. */
public abstract class ForwardingMechanism implements Mechanism {
    private final Mechanism real;

    protected ForwardingMechanism(Mechanism real) {
        this.real = real;
    }

    @Override
    public String name() {
        return real.name();
    }

    @Override
    public boolean isServer() {
        return real.isServer();
    }

    @Override
    public byte[] begin() {
        return real.begin();
    }

    @Override
    public byte[] onSilence() {
        return real.onSilence();
    }

    @Override
    public byte[] onCommand(byte[] body) throws ProtocolException {
        return real.onCommand(body);
    }

    @Override
    public boolean isWaiting() {
        return real.isWaiting();
    }

    @Override
    public byte[] onWake() throws ProtocolException {
        return real.onWake();
    }

    @Override
    public void cancel() {
        real.cancel();
    }

    @Override
    public @Nullable Cipher cipher() {
        return real.cipher();
    }

    @Override
    public boolean isComplete() {
        return real.isComplete();
    }

    @Override
    public byte[] peerMetadata() {
        return real.peerMetadata();
    }
}
