package io.nolmq.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the command reads and writes.
 *
 * @param in standard input
 * @param out standard output: data only; a buffer lies over it, so that whoever writes must flush
 * @param err standard error: everything that people read
 * @param terminal whether a person looks at standard output
 */
record StandardStreams(InputStream in, OutputStream out, PrintStream err, boolean terminal) {
    /** What the launcher sets, because a JVM cannot tell. */
    private static final String TERMINAL_PROPERTY = "nol.stdout.terminal";

    StandardStreams(InputStream in, OutputStream out, PrintStream err, boolean terminal) {
        this.in = in;
        this.out = out instanceof PipeOutput ? out : new PipeOutput(out);
        this.err = err;
        this.terminal = terminal;
    }

    static StandardStreams ofProcess() {
        return new StandardStreams(System.in, new FileOutputStream(FileDescriptor.out), System.err, isTerminal());
    }

    private static boolean isTerminal() {
        String told = System.getProperty(TERMINAL_PROPERTY);
        return told != null ? Boolean.parseBoolean(told) : isTerminal(System.console());
    }

    /** From JDK 22 on there is a console without a terminal too, and it can be asked. */
    private static boolean isTerminal(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException olderJdk) {
            return true;
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** One line on standard error, led by the command's name. */
    void say(String line) {
        err.println("nol: " + line);
        err.flush();
    }
}
