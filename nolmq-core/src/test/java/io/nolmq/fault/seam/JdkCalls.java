package io.nolmq.fault.seam;

import java.io.IOException;
import java.lang.reflect.Executable;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Type;

/**
 * Tells of each method of the JDK how a call of it can fail. When in doubt it allocates: named here are those that
 * surely do not, because they only look at what is there, or change it in place.
 */
final class JdkCalls {
    private static final List<String> QUIET_OWNERS = List.of(
            "java/lang/Math",
            "java/lang/Object",
            "java/lang/Enum",
            "java/lang/Runnable",
            "java/lang/Boolean",
            "java/lang/Character",
            "java/lang/invoke/",
            "java/util/Objects",
            "java/util/function/",
            "java/util/concurrent/atomic/Atomic",
            "java/util/concurrent/locks/LockSupport");
    private static final Set<String> QUIET_NAMES = Set.of(
            "size length isEmpty hasNext next get getFirst getLast peek peekFirst peekLast poll pollFirst pollLast clear"
                    .split(" "));
    private static final Set<String> MORE_QUIET_NAMES = Set.of(
            ("contains containsKey equals hashCode compareTo ordinal charAt startsWith endsWith indexOf lastIndexOf"
                            + " removeFirst removeLast set unlock isHeldByCurrentThread nanoTime arraycopy currentThread interrupt"
                            + " isInterrupted interrupted onSpinWait isAlive setDaemon getName getId threadId compare signum min max"
                            + " intValue longValue byteValue booleanValue toNanos toMillis isNegative isZero isSigned isLetter isDigit"
                            + " getAndSet countDown getCount signal signalAll toUnsignedInt toUnsignedLong numberOfLeadingZeros"
                            + " numberOfTrailingZeros bitCount getClass getKey getValue isInstance getScheme getMessage getCause"
                            + " remove removeIf identityHashCode fill equalsIgnoreCase regionMatches isAnyLocalAddress getPort"
                            + " isUnresolved getThreadGroup sum isDirectory reset isNaN addSuppressed tryLock binarySearch"
                            + " mismatch getRuntime maxMemory availableProcessors")
                    .split(" "));
    private static final Set<String> BUFFER_ALLOCATIONS =
            Set.of("allocate", "allocateDirect", "wrap", "duplicate", "slice", "asReadOnlyBuffer");
    /** What changes a key or a selector without saying that it may fail. */
    private static final Set<String> IO_WITHOUT_EXCEPTION =
            Set.of("wakeup", "cancel", "interestOps", "interestOpsAnd", "interestOpsOr", "keys", "selectedKeys");

    private static final Set<String> IO_WITHOUT_MEMORY = Set.of("wakeup", "cancel", "close", "shutdownOutput");

    private JdkCalls() {}

    static boolean isOfJdk(String owner) {
        return owner.startsWith("java/") || owner.startsWith("[");
    }

    static boolean isIo(String owner) {
        return owner.startsWith("java/nio/channels/")
                || owner.startsWith("java/nio/file/Files")
                || owner.startsWith("java/net/Inet")
                || owner.startsWith("java/net/Network")
                || owner.equals("java/io/Closeable");
    }

    /** Whether the failure comes behind the call: what closes is closed all the same. */
    static boolean failsAfter(String name) {
        return name.equals("close");
    }

    static boolean mayAllocate(String owner, String name) {
        if (owner.startsWith("[")) {
            return name.equals("clone");
        }
        if (name.equals("<init>")) {
            return false; // the NEW before it fails
        }
        if (owner.startsWith("java/nio/") && owner.endsWith("Buffer")) {
            return BUFFER_ALLOCATIONS.contains(name);
        }
        return QUIET_OWNERS.stream().noneMatch(owner::startsWith)
                && !QUIET_NAMES.contains(name)
                && !MORE_QUIET_NAMES.contains(name);
    }

    /** The failures of an I/O call; none where it cannot fail. */
    static List<Failure> ofIo(String owner, String name, String descriptor) {
        List<Failure> failures = new ArrayList<>();
        Failure declared = declared(owner, name, descriptor);
        if (declared != null && declared != Failure.UNKNOWN_HOST) { // of an address in numbers: never thrown
            failures.add(declared);
        }
        boolean sets = !name.equals("interestOps") || Type.getArgumentTypes(descriptor).length > 0;
        if (declared != null || (IO_WITHOUT_EXCEPTION.contains(name) && sets)) {
            failures.add(IO_WITHOUT_MEMORY.contains(name) ? Failure.INTERNAL : Failure.OUT_OF_MEMORY);
        }
        return failures;
    }

    private static Failure declared(String owner, String name, String descriptor) {
        try {
            Class<?> type = Class.forName(owner.replace('/', '.'), false, null);
            for (Executable each : type.getMethods()) {
                if (each.getName().equals(name)
                        && Type.getMethodDescriptor((java.lang.reflect.Method) each)
                                .equals(descriptor)) {
                    for (Class<?> thrown : each.getExceptionTypes()) {
                        if (thrown == IOException.class) {
                            return Failure.IO;
                        } else if (thrown == ClosedChannelException.class) {
                            return Failure.CLOSED_CHANNEL;
                        } else if (thrown == UnknownHostException.class) {
                            return Failure.UNKNOWN_HOST;
                        }
                    }
                }
            }
            return null;
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(owner, e);
        }
    }
}
