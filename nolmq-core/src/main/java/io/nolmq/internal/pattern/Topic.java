package io.nolmq.internal.pattern;

import java.util.Arrays;

/** A topic as the key of a map: equal where its bytes are, which must not change. */
final class Topic {
    private final byte[] bytes;

    Topic(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Topic that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
