package io.nolmq.interop;

/**
 * What must work between NolMQ and another implementation, whichever end binds: the tests of each pattern, with the
 * {@code settings} of the subclass.
 */
abstract class InteropTest extends PeerTest
        implements PipelineInterop,
                PublishSubscribeInterop,
                RequestReplyInterop,
                ExtendedPublishInterop,
                PairInterop,
                StreamInterop,
                DealerRouterInterop,
                ConnectionInterop {}
