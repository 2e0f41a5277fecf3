package io.nolmq.manual;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.message.ErrorCode;
import io.nolmq.message.EventType;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketOptionsBuilder;
import io.nolmq.message.SocketType;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The pages that list all of something leave nothing out. */
class CompletePagesTest {
    private static final Path DOCS = Path.of("..", "docs");

    @Test
    void eachOptionHasALine() throws IOException {
        String page = page("options.md");
        for (Method method : SocketOptionsBuilder.class.getMethods()) {
            if (method.getReturnType() == SocketOptionsBuilder.class) {
                assertThat(page).contains(method.getName());
            }
        }
    }

    @Test
    void eachReasonAndEachEventHasALine() throws IOException {
        String page = page("monitoring.md");
        for (Reason reason : Reason.values()) {
            assertThat(page).contains("| `" + reason + "` |");
        }
        for (EventType event : EventType.values()) {
            assertThat(page).contains("| `" + event + "` |");
        }
    }

    @Test
    void eachErrorOfAnEndpointHasALine() throws IOException {
        Set<ErrorCode> others = Set.of(
                ErrorCode.INVALID_OPTION,
                ErrorCode.WRONG_STATE,
                ErrorCode.UNROUTABLE,
                ErrorCode.SOCKET_CLOSED,
                ErrorCode.CONTEXT_TERMINATED,
                ErrorCode.INTERRUPTED,
                ErrorCode.INVALID_MESSAGE);
        String page = page("transports.md");
        for (ErrorCode code : ErrorCode.values()) {
            assertThat(page.contains("| `" + code + "` |")).as(code.name()).isEqualTo(!others.contains(code));
        }
    }

    @Test
    void eachSocketTypeHasAPageInTheSameForm() throws IOException {
        for (SocketType type : SocketType.values()) {
            String page = page("sockets/" + type.name().toLowerCase(Locale.ROOT) + ".md");
            assertThat(page)
                    .startsWith("# " + type + "\n")
                    .containsSubsequence(
                            "**Purpose.**",
                            "**Operations.**",
                            "**Options.**",
                            "**Overflow.**",
                            "**RFC.**",
                            "**Example.**");
        }
    }

    private static String page(String name) throws IOException {
        return Files.readString(DOCS.resolve(name));
    }
}
