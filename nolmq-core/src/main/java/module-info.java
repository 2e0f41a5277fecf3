/**
 * ZeroMQ for the JVM.
 */
module io.nolmq.core {
    requires static org.jspecify;

    exports io.nolmq;
    exports io.nolmq.message;
}
