package io.nolmq.cli.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;

/** The lines of all programs, each led by its role. Safe for any number of threads. */
final class LabOutput {
    private final OutputStream out;
    private final ReentrantLock lock = new ReentrantLock();

    LabOutput(OutputStream out) {
        this.out = out;
    }

    /** Writes in one piece, so that no other line comes between. */
    void print(String role, String line) throws IOException {
        byte[] bytes = String.format("%-8s | %s\n", role, line).getBytes(StandardCharsets.UTF_8);
        lock.lock();
        try {
            out.write(bytes);
            out.flush();
        } finally {
            lock.unlock();
        }
    }
}
