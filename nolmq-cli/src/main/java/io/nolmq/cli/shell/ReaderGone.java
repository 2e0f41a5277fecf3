package io.nolmq.cli.shell;

import java.util.Locale;

/** Tells a reader of our output who went away, which is no failure, from an error. */
public final class ReaderGone {
    private ReaderGone() {}

    /** The JDK has no type for it; these are the words of Linux and macOS, and of Windows. */
    public static boolean isMeantBy(Exception failure) {
        String words = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return words.contains("broken pipe")
                || words.contains("pipe is being closed")
                || words.contains("pipe has been ended")
                || words.contains("pipe closed");
    }
}
