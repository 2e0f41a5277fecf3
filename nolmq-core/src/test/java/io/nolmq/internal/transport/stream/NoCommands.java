package io.nolmq.internal.transport.stream;

import io.nolmq.spi.CommandSink;

/** Where no command is to come, or none is of interest. */
final class NoCommands implements CommandSink {
    @Override
    public void onPing(int ttlDeciseconds, byte[] context) {}

    @Override
    public void onPong(byte[] context) {}

    @Override
    public void onSubscribe(byte[] topic) {}

    @Override
    public void onCancel(byte[] topic) {}

    @Override
    public void onUnknownCommand() {}
}
