package io.nolmq.stress;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * How much time threads have taken. Reflectively, since the module under test does not read java.management and tests are
 * compiled into it.
 */
public final class CpuTime {
    private CpuTime() {}

    /** The time of all living threads whose names begin so, in nanoseconds. */
    public static long ofThreads(String prefix) {
        List<Long> ids = new ArrayList<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith(prefix)) {
                ids.add(thread.getId());
            }
        }
        try {
            Object bean = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
            Method time = Class.forName("java.lang.management.ThreadMXBean").getMethod("getThreadCpuTime", long.class);
            long sum = 0;
            for (long id : ids) {
                sum += Math.max(0, (long) time.invoke(bean, id));
            }
            return sum;
        } catch (ReflectiveOperationException missing) {
            throw new AssertionError("no times of threads", missing);
        }
    }
}
