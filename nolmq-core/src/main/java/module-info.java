/**
 * ZeroMQ for the JVM.
 */
module io.nolmq.core {
    requires static org.jspecify;

    exports io.nolmq;
    exports io.nolmq.message;
    // The contracts are for NolMQ's own modules: they change without notice.
    exports io.nolmq.spi to
            io.nolmq.curve,
            io.nolmq.udp,
            io.nolmq.websocket,
            io.nolmq.testtransport;

    uses io.nolmq.spi.Transport;
}
