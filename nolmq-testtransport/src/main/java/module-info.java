/**
 * A transport outside core, for tests: what it can do, any module can.
 */
module io.nolmq.testtransport {
    requires static org.jspecify;
    requires io.nolmq.core;

    provides io.nolmq.spi.Transport with
            io.nolmq.testtransport.ForeignTransport;
}
