package io.nolmq.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.message.Option.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of docs/options.md are those of {@link Options}. With the property nolmq.options.write it writes them. */
class OptionsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "options.md");
    private static final Pattern TABLE = Pattern.compile("<!-- table of (\\w+) -->\n(?:.*\n)*?<!-- end of table -->\n");

    @Test
    void thePageHasTheTablesOfTheOptions() throws IOException {
        String page = Files.readString(PAGE);
        String rendered = TABLE.matcher(page).replaceAll(found -> table(Section.valueOf(found.group(1))));
        if (Boolean.getBoolean("nolmq.options.write")) {
            Files.writeString(PAGE, rendered);
        } else {
            assertThat(page)
                    .as("written anew by: mvn -B test -Dquick -pl nolmq-core -Dtest=OptionsPageTest"
                            + " -Dnolmq.options.write=true")
                    .isEqualTo(rendered);
        }
    }

    @Test
    void thePageHasATableForEachSection() throws IOException {
        List<Section> sections = TABLE.matcher(Files.readString(PAGE))
                .results()
                .map(found -> Section.valueOf(found.group(1)))
                .toList();
        assertThat(sections).containsExactly(Section.values());
    }

    private static String table(Section section) {
        String head = section == Section.CONTEXT
                ? row("Option", "Meaning", "Unit, range", "Default", "libzmq")
                : row("Option", "Meaning", "Unit, range", "Default", "Types", "Effect", "libzmq");
        String rows = Options.all().stream()
                .filter(option -> option.section() == section)
                .map(OptionsPageTest::row)
                .collect(Collectors.joining());
        String rule = head.replaceAll("[^|\n]+", "---");
        return "<!-- table of " + section + " -->\n" + head + rule + rows + "<!-- end of table -->\n";
    }

    private static <T> String row(Option<T> option) {
        String name = "`" + option.name() + "`";
        String range = join(option.unit(), option.values().range(), option.note());
        return option.section() == Section.CONTEXT
                ? row(name, option.meaning(), range, option.defaultText(), libzmq(option))
                : row(
                        name,
                        option.meaning(),
                        range,
                        option.defaultText(),
                        join(types(option.types()), option.where()),
                        effect(option),
                        libzmq(option));
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String join(String... parts) {
        return List.of(parts).stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
    }

    private static String types(Set<SocketType> types) {
        return types.equals(EnumSet.allOf(SocketType.class))
                ? "all"
                : types.stream().map(SocketType::name).collect(Collectors.joining(", "));
    }

    private static String effect(Option<?> option) {
        String moment = switch (option.effect()) {
            case BIRTH -> "creation";
            case NEXT_LINK -> "next";
            case LIVE -> "live";
        };
        return option.isOneShot() ? "one `connect`" : option.scope() == Option.Scope.LINK ? moment + ", own" : moment;
    }

    private static String libzmq(Option<?> option) {
        if (option.libzmqName().isEmpty()) {
            return "none";
        }
        String bit = option.libzmqBit() == 0 ? "" : ", bit " + option.libzmqBit();
        return option.libzmqName() + " (" + option.libzmqNumber() + bit + ")";
    }
}
