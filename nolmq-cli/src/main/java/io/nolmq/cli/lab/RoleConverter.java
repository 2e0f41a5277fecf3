package io.nolmq.cli.lab;

import io.nolmq.lab.Role;
import java.util.Iterator;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a role. */
final class RoleConverter implements ITypeConverter<Role> {
    @Override
    public Role convert(String text) {
        return Stream.of(Role.values())
                .filter(role -> role.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "'" + text + "' is no role; the roles are " + String.join(", ", new Names())));
    }

    /** The names, for the help and the shell's completion. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(Role.values()).map(Role::toString).iterator();
        }
    }
}
