package io.nolmq.cli;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/** A buffer over standard output that tells a reader who went away from an error. */
final class PipeOutput extends FilterOutputStream {
    private static final int BUFFER_BYTES = 1 << 16;

    PipeOutput(OutputStream out) {
        super(new BufferedOutputStream(out, BUFFER_BYTES));
    }

    @Override
    public void write(int b) throws IOException {
        try {
            out.write(b);
        } catch (IOException failure) {
            throw translated(failure);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException failure) {
            throw translated(failure);
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException failure) {
            throw translated(failure);
        }
    }

    /** The JDK has no type for it; these are the words of Linux and macOS, and of Windows. */
    private static IOException translated(IOException failure) {
        String words = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        boolean readerGone = words.contains("broken pipe")
                || words.contains("pipe is being closed")
                || words.contains("pipe has been ended")
                || words.contains("pipe closed");
        return readerGone ? new OutputClosedException(failure) : failure;
    }
}
