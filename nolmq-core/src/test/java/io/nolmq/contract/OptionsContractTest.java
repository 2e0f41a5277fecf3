package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nolmq.Context;
import io.nolmq.DealerSocket;
import io.nolmq.RouterSocket;
import io.nolmq.message.ContextOptions;
import io.nolmq.message.ErrorCode;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.ZmqException;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Options that a socket or a context refuses, and options it reports. */
class OptionsContractTest extends ContractTest {
    @Test
    void anOptionOfAnotherTypeIsRefused() {
        assertInvalid(() -> context.push(options().routerMandatory(true).build()));
        assertInvalid(() -> context.pull(options().noDrop(true).build()));
        assertInvalid(() -> context.sub(options().noDrop(true).build()));
        assertInvalid(() -> context.pub(options().requestRelaxed(true).build()));
        assertInvalid(() -> context.req(options().conflate(true).build()));
        assertInvalid(() -> context.rep(options().conflate(true).build()));
        assertInvalid(() -> context.router(options().conflate(true).build()));
        assertInvalid(() -> context.dealer(options().routerHandover(true).build()));
        assertInvalid(() -> context.rep(options().requestCorrelate(true).build()));
        assertInvalid(() -> context.pull(options().probeRouter(true).build()));
    }

    @Test
    void aValueOutsideItsRangeIsRefused() {
        assertInvalid(() -> options().sendHighWaterMark(-1));
        assertInvalid(() -> options().receiveHighWaterMark(-1));
        assertInvalid(() -> options().linger(Duration.ofMillis(-1)));
        assertInvalid(() -> options().goodbyeTimeout(Duration.ofMillis(-1)));
        assertInvalid(() -> options().routingId(new byte[256]));
        assertInvalid(() -> options().routingId(new byte[] {0, 1}));
        assertInvalid(() -> options().maxMessageSizeBytes(-2));
        assertInvalid(() -> options().framesMaximum(0));
        assertInvalid(() -> options().framesMaximum(-1));
        assertInvalid(() -> options().heartbeat(Duration.ofSeconds(1), Duration.ZERO, Duration.ofMillis(65_501)));
        assertInvalid(() -> Context.create(ContextOptions.DEFAULTS.withIoThreads(0)));
        assertInvalid(() -> Context.create(ContextOptions.DEFAULTS.withIoThreads(65)));
        assertInvalid(() -> Context.create(ContextOptions.DEFAULTS.withCloseTimeout(Duration.ofMillis(-1))));
        assertInvalid(() -> Context.create(ContextOptions.DEFAULTS.withInputBudgetBytes(0)));
        assertInvalid(() -> Context.create(ContextOptions.DEFAULTS.withGoodbyesMaximum(0)));
    }

    @Test
    void aSocketReportsItsOptions() {
        SocketOptions options = options().sendHighWaterMark(3).routingId("me").build();
        DealerSocket dealer = context.dealer(options);
        assertThat(dealer.options()).isEqualTo(options);
        assertThat(context.router().options()).isEqualTo(SocketOptions.DEFAULTS);
    }

    @ParameterizedTest
    @EachTransport
    void severalInputOutputThreadsServeOneContext(Transport transport) {
        try (Context wide = Context.create(ContextOptions.DEFAULTS.withIoThreads(3))) {
            RouterSocket router = wide.router();
            String endpoint = router.bind(transport.endpoint()).toString();
            for (int i = 0; i < 8; i++) {
                DealerSocket dealer = wide.dealer();
                dealer.connect(endpoint);
                dealer.send("" + i);
                assertThat(receive(router).text(1)).isEqualTo("" + i);
            }
        }
    }

    private static void assertInvalid(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(ZmqException.class)
                .extracting(e -> ((ZmqException) e).code())
                .isEqualTo(ErrorCode.INVALID_OPTION);
    }
}
