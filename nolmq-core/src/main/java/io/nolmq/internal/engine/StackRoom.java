package io.nolmq.internal.engine;

/**
 * Whether the current thread has stack left for work that is not its own. A caller may be deep in a recursion when it finds
 * letters of others in a mailbox: their work must not fail, half done, by an error that is its affair alone.
 */
public final class StackRoom {
    /** Some 4 KiB where the frames are smallest, which is in compiled code; the work below a letter takes less. */
    private static final int FRAMES = 64;

    private StackRoom() {}

    /** Costs less than 0.1 µs. */
    public static boolean isEnough() {
        try {
            return dig(FRAMES, 1, 2, 3, 4, 5, 6, 7, 8) != 0;
        } catch (StackOverflowError none) {
            return false;
        }
    }

    /** Its arguments make its frame large, and the sum behind the call makes it a frame at all. */
    @SuppressWarnings("TooManyParameters")
    private static long dig(int frames, long a, long b, long c, long d, long e, long f, long g, long h) {
        return frames == 0 ? a + b + c + d + e + f + g + h : dig(frames - 1, b, c, d, e, f, g, h, a + 1) + a;
    }
}
