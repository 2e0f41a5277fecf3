package io.nolmq.fault.seam;

/**
 * A place in the engine's code that can be made to fail.
 *
 * @param id its number, which the woven code passes to {@link Injection#hit}
 * @param kind the kind of failure
 * @param failure the exception that is thrown there
 * @param className the simple name of the class, with those around it
 * @param method the method and its line
 * @param callee the opcode, or the method that is called
 */
public record Site(int id, Kind kind, Failure failure, String className, String method, String callee) {
    /** Kinds of failure. */
    public enum Kind {
        /** Memory is used up. */
        ALLOCATION,
        /** An I/O call fails as it says that it may. */
        IO_EXCEPTION,
        /** An I/O call fails with an error of the virtual machine. */
        IO_ERROR,
        /** The stack of the thread is used up. */
        ENTRY
    }

    @Override
    public String toString() {
        return className + "." + method + " " + callee + " [" + kind + "]";
    }
}
