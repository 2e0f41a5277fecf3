package io.nolmq.spi;

import io.nolmq.message.Reason;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

/**
 * No secret, but as strict as a real one: a frame that was changed, repeated or put into another place is not opened, nor is
 * one of the other direction.
 *
 * <pre>
 *   | number, 8 bytes | check, 4 bytes | flags | body |      from the check on mixed with bytes that follow from the number
 * </pre>
 */
public final class TestCipher implements Cipher {
    private static final int OVERHEAD_BYTES = 13;
    private static final int FLAGS_AT = 12;

    private final long sealKey;
    private final long openKey;
    private long sealed;
    private long opened;

    /** @param listening whether the peer came to us: the other end is made with the opposite */
    public TestCipher(boolean listening) {
        sealKey = listening ? 1 : 2;
        openKey = listening ? 2 : 1;
    }

    @Override
    public long sealedBytes(int bodyBytes) {
        return (long) bodyBytes + OVERHEAD_BYTES;
    }

    @Override
    public int openedBytes(int sealedBytes) {
        return sealedBytes - OVERHEAD_BYTES;
    }

    @Override
    public void seal(boolean more, boolean command, byte[] body, int from, int length, byte[] target, int offset) {
        ByteBuffer out = ByteBuffer.wrap(target, offset, length + OVERHEAD_BYTES);
        byte[] plain = new byte[1 + length];
        plain[0] = (byte) ((more ? 1 : 0) | (command ? 2 : 0));
        System.arraycopy(body, from, plain, 1, length);
        long number = sealed + 1;
        out.putLong(number).putInt(check(number, plain)).put(plain);
        mix(target, offset + Long.BYTES, length + OVERHEAD_BYTES - Long.BYTES, number, sealKey);
        sealed = number;
    }

    @Override
    public Frame open(byte[] bytes) throws ProtocolException {
        if (bytes.length < OVERHEAD_BYTES) {
            throw new ProtocolException(Reason.MALFORMED, "too short to have been sealed");
        }
        long number = ByteBuffer.wrap(bytes).getLong();
        mix(bytes, Long.BYTES, bytes.length - Long.BYTES, number, openKey);
        byte[] plain = Arrays.copyOfRange(bytes, FLAGS_AT, bytes.length);
        if (ByteBuffer.wrap(bytes).getInt(Long.BYTES) != check(number, plain)) {
            throw new ProtocolException(Reason.MALFORMED, "not sealed by the peer");
        }
        if (number <= opened) {
            throw new ProtocolException(Reason.MALFORMED, "sealed as number " + number + " and comes after " + opened);
        }
        opened = number;
        return new Frame((plain[0] & 1) != 0, (plain[0] & 2) != 0, Arrays.copyOfRange(plain, 1, plain.length));
    }

    private static int check(long number, byte[] plain) {
        CRC32 sum = new CRC32();
        sum.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
        sum.update(plain);
        return (int) sum.getValue();
    }

    private static void mix(byte[] bytes, int from, int length, long number, long key) {
        byte[] stream = new byte[length];
        new SplittableRandom(number << 2 | key).nextBytes(stream);
        for (int i = 0; i < length; i++) {
            bytes[from + i] ^= stream[i];
        }
    }
}
