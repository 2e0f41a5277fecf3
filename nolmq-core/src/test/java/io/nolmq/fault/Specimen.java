package io.nolmq.fault;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A class with a site of each kind, for the test of the seam. */
public final class Specimen {
    private final List<Object> list = new ArrayList<>();

    /** Has the site {@code new Object}, whose result is not initialised while the branches are evaluated. */
    public Object object(boolean first) {
        return new ArrayList<>(first ? List.of(1) : list);
    }

    public byte[] array() {
        return new byte[8];
    }

    public Object objects() {
        return new String[8];
    }

    public int[][] matrix() {
        return new int[2][2];
    }

    public Object copy(byte[] from) {
        return from.clone();
    }

    public Supplier<String> lambda(String text) {
        return () -> text;
    }

    public String concatenation(int number) {
        return "number " + number;
    }

    public Integer boxed(int number) {
        return number;
    }

    public int grow(Object element) {
        list.add(element);
        return list.size();
    }

    public int write(WritableByteChannel to) throws IOException {
        return to.write(ByteBuffer.wrap(new byte[1]));
    }

    public void wakeUp(Selector selector) {
        selector.wakeup();
    }

    public void close(Closeable resource) throws IOException {
        resource.close();
    }
}
