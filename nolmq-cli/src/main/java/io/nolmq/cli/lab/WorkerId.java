package io.nolmq.cli.lab;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What {@code --id auto} stands for. */
final class WorkerId {
    private static final Pattern LAST_DIGITS = Pattern.compile("(\\d+)\\D*$");

    private WorkerId() {}

    static String ofThisProcess() {
        return of(System.getenv("HOSTNAME"), ProcessHandle.current().pid());
    }

    static String of(@Nullable String containerName, long processId) {
        Matcher digits = LAST_DIGITS.matcher(containerName == null ? "" : containerName);
        return digits.find() ? digits.group(1) : Long.toString(processId);
    }
}
