package io.nolmq.cli;

import io.nolmq.cli.shell.ReaderGone;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

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

    private static IOException translated(IOException failure) {
        return ReaderGone.isMeantBy(failure) ? new OutputClosedException(failure) : failure;
    }
}
