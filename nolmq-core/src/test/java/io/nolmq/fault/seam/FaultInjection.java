package io.nolmq.fault.seam;

import java.lang.reflect.InvocationTargetException;

/** Starts runs in a class loader of their own, from a test or the command line: see {@code io.nolmq.fault.Campaign}. */
public final class FaultInjection {
    private FaultInjection() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        System.exit(run(arguments) == 0 ? 0 : 1);
    }

    /** Runs a campaign, and tells how many violations it found. */
    public static int run(String... arguments) throws ReflectiveOperationException {
        InjectingClassLoader loader = new InjectingClassLoader();
        loader.loadAll();
        try {
            return (int) Class.forName("io.nolmq.fault.Campaign", true, loader)
                    .getMethod("run", String[].class)
                    .invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            throw new AssertionError("the campaign failed", e.getCause());
        }
    }
}
