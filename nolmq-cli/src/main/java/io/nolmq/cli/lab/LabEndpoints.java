package io.nolmq.cli.lab;

import io.nolmq.lab.Role;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.TypeConversionException;

/** Where the programs of the whole lab bind and connect. */
final class LabEndpoints {
    private static final Map<Role, Role> CONNECTS_TO =
            Map.of(Role.SUB, Role.PUB, Role.PULL, Role.PUSH, Role.CLIENT, Role.SERVER);

    private final Map<Role, String> given;

    private LabEndpoints(Map<Role, String> given) {
        this.given = given;
    }

    /**
     * Reads the command line's.
     *
     * @param options such as {@code pub=tcp://*:12346}
     * @throws TypeConversionException when one is not of this form
     */
    static LabEndpoints parse(List<String> options) {
        Map<Role, String> given = new EnumMap<>(Role.class);
        for (String option : options) {
            int mark = option.indexOf('=');
            if (mark <= 0 || mark == option.length() - 1) {
                throw new TypeConversionException(
                        "'" + option + "': the whole lab needs the role as well, as in --endpoint pub=tcp://*:12346");
            }
            given.put(new RoleConverter().convert(option.substring(0, mark)), option.substring(mark + 1));
        }
        return new LabEndpoints(given);
    }

    /** What was given, or follows from what was given for its peer, or the default. */
    String of(Role role) {
        Role peer = CONNECTS_TO.get(role);
        if (!given.containsKey(role) && peer != null && given.containsKey(peer)) {
            return given.get(peer).replace("://*:", "://localhost:").replace("://0.0.0.0:", "://localhost:");
        }
        return given.getOrDefault(role, role.plan().endpoint());
    }
}
