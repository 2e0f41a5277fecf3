package io.nolmq.cli.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Ends a program with its standard input. The whole lab holds the other end of it, so that its programs end when it
 * closes that end, and also when it is killed.
 */
final class InputWatch {
    private InputWatch() {}

    static void interruptAtEnd(Thread program, InputStream in) {
        Thread watch = new Thread(() -> awaitEnd(program, in), "nol-lab-input");
        watch.setDaemon(true);
        watch.start();
    }

    private static void awaitEnd(Thread program, InputStream in) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException broken) {
            // as good as its end
        }
        program.interrupt();
    }
}
