package io.nolmq.cli.lab;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code --id auto} stands for: the last digits of the container's name, or else the process id. */
final class WorkerId {
    private static final Pattern LAST_DIGITS = Pattern.compile("(\\d+)\\D*$");

    private WorkerId() {}

    static String ofThisProcess() {
        return of(ContainerName.find(), ProcessHandle.current().pid());
    }

    static String of(Optional<String> containerName, long processId) {
        return containerName
                .map(LAST_DIGITS::matcher)
                .filter(Matcher::find)
                .map(digits -> digits.group(1))
                .orElseGet(() -> Long.toString(processId));
    }
}
