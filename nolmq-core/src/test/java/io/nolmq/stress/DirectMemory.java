package io.nolmq.stress;

import java.lang.reflect.Method;
import java.util.List;

/**
 * What direct buffers take. Reflectively, since the module under test does not read java.management and tests are compiled
 * into it.
 */
public final class DirectMemory {
    private DirectMemory() {}

    /** In bytes, those of the JDK included. */
    public static long usedBytes() {
        try {
            Class<?> bean = Class.forName("java.lang.management.BufferPoolMXBean");
            List<?> pools = (List<?>) Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getPlatformMXBeans", Class.class)
                    .invoke(null, bean);
            Method name = bean.getMethod("getName");
            Method used = bean.getMethod("getMemoryUsed");
            for (Object pool : pools) {
                if (name.invoke(pool).equals("direct")) {
                    return (long) used.invoke(pool);
                }
            }
            throw new AssertionError("no pool of direct buffers");
        } catch (ReflectiveOperationException missing) {
            throw new AssertionError("no pools of buffers", missing);
        }
    }
}
