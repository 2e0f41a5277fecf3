package io.nolmq.internal.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.message.ErrorCode;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** The texts are in a language that nobody knows: they must not matter. */
class BindProbeTest {
    private static final IOException NOT_BOUND = new BindException("\u2627 \u2630");

    @Test
    void aPortThatIsTakenIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(BindProbe.whyNot((InetSocketAddress) taken.getLocalSocketAddress(), NOT_BOUND))
                    .isEqualTo(ErrorCode.ADDRESS_IN_USE);
        }
    }

    @Test
    void anAddressOfAnotherMachineIsNotAvailable() throws IOException {
        InetAddress documentation = InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1});
        assertThat(BindProbe.whyNot(new InetSocketAddress(documentation, 5555), NOT_BOUND))
                .isEqualTo(ErrorCode.ADDRESS_NOT_AVAILABLE);
    }

    @Test
    void aPrivilegedPortIsDeniedToThoseWhoMayBindNoOther() {
        boolean mayBind = canBind(1) || canBind(4) || canBind(6) || canBind(8);
        assertThat(BindProbe.whyNot(new InetSocketAddress(InetAddress.getLoopbackAddress(), 7), NOT_BOUND))
                .isEqualTo(mayBind ? ErrorCode.ADDRESS_IN_USE : ErrorCode.PERMISSION_DENIED);
    }

    @Test
    void anErrorThatIsNotAboutTheAddressIsOneOfInputAndOutput() {
        assertThat(BindProbe.whyNot(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 5555), new IOException("\u2630")))
                .isEqualTo(ErrorCode.INPUT_OUTPUT);
    }

    private static boolean canBind(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException denied) {
            return false;
        }
    }
}
