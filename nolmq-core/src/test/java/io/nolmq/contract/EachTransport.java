package io.nolmq.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * A test that holds for each transport, or for each of a kind; it gets the {@link Transport} as its argument. The tag selects
 * the tests that another module runs over a transport of its own.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Tag("transport")
@ArgumentsSource(EachTransport.Source.class)
@interface EachTransport {
    /** Which of the transports. */
    Which value() default Which.ALL;

    enum Which {
        ALL(transport -> true),
        /** Those that look for a lost peer again. */
        RECONNECTING(Transport::reconnects);

        private final Predicate<Transport> meant;

        Which(Predicate<Transport> meant) {
            this.meant = meant;
        }
    }

    final class Source implements ArgumentsProvider, AnnotationConsumer<EachTransport> {
        private Which which = Which.ALL;

        @Override
        public void accept(EachTransport annotation) {
            which = annotation.value();
        }

        @Override
        public Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context) {
            return Transport.tested().stream().filter(which.meant).map(Arguments::of);
        }
    }
}
