package io.nolmq.lab;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.Unpickler;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a pickle from a stranger. A pickle is a program for a machine with a stack: this machine knows no
 * instruction that names a class, takes memory for bytes that have come and not for bytes that are announced, and its
 * work is in proportion to the length of the program. The lists and dictionaries that it makes may hold themselves.
 */
final class PlainUnpickler extends Unpickler {
    /** More digits than Python itself turns into text. */
    static final int MAX_NUMBER_BYTES = 4_400;

    /** The instructions that make a number. */
    static final Set<Short> NUMBERS = Set.of(
            Opcodes.PROTO,
            Opcodes.FRAME,
            Opcodes.INT,
            Opcodes.BININT,
            Opcodes.BININT1,
            Opcodes.BININT2,
            Opcodes.LONG,
            Opcodes.LONG1,
            Opcodes.LONG4,
            Opcodes.FLOAT,
            Opcodes.BINFLOAT,
            Opcodes.STOP);

    /** The instructions that make numbers, texts, bytes, truth values, lists and dictionaries. */
    static final Set<Short> VALUES = Stream.concat(
                    NUMBERS.stream(),
                    Stream.of(
                            Opcodes.NONE,
                            Opcodes.NEWTRUE,
                            Opcodes.NEWFALSE,
                            Opcodes.STRING,
                            Opcodes.BINSTRING,
                            Opcodes.SHORT_BINSTRING,
                            Opcodes.UNICODE,
                            Opcodes.BINUNICODE,
                            Opcodes.SHORT_BINUNICODE,
                            Opcodes.BINUNICODE8,
                            Opcodes.BINBYTES,
                            Opcodes.SHORT_BINBYTES,
                            Opcodes.BINBYTES8,
                            Opcodes.BYTEARRAY8,
                            Opcodes.EMPTY_LIST,
                            Opcodes.LIST,
                            Opcodes.APPEND,
                            Opcodes.APPENDS,
                            Opcodes.EMPTY_TUPLE,
                            Opcodes.TUPLE,
                            Opcodes.TUPLE1,
                            Opcodes.TUPLE2,
                            Opcodes.TUPLE3,
                            Opcodes.EMPTY_SET,
                            Opcodes.FROZENSET,
                            Opcodes.ADDITEMS,
                            Opcodes.EMPTY_DICT,
                            Opcodes.DICT,
                            Opcodes.SETITEM,
                            Opcodes.SETITEMS,
                            Opcodes.MARK,
                            Opcodes.POP,
                            Opcodes.POP_MARK,
                            Opcodes.DUP,
                            Opcodes.PUT,
                            Opcodes.BINPUT,
                            Opcodes.LONG_BINPUT,
                            Opcodes.MEMOIZE,
                            Opcodes.GET,
                            Opcodes.BINGET,
                            Opcodes.LONG_BINGET))
            .collect(Collectors.toUnmodifiableSet());

    private final Set<Short> known;
    private final int maxBytes;
    private int instructionsLeft;

    PlainUnpickler(Set<Short> known, int maxBytes, int maxInstructions) {
        this.known = known;
        this.maxBytes = maxBytes;
        this.instructionsLeft = maxInstructions;
    }

    @Override
    public Object loads(byte[] bytes) throws IOException {
        if (bytes.length > maxBytes) {
            throw new PickleException("at most " + maxBytes);
        }
        return load(new ByteArrayInputStream(bytes));
    }

    @Override
    protected Object dispatch(short opcode) throws IOException {
        if (!known.contains(opcode)) {
            throw new PickleException(String.format("opcode=0x%02x", opcode));
        }
        if (instructionsLeft-- == 0) {
            throw new PickleException("too many instructions");
        }
        switch (opcode) {
            case Opcodes.INT, Opcodes.LONG, Opcodes.FLOAT -> requireShortLine();
            case Opcodes.LONG4 -> requireBytes(Integer.BYTES, MAX_NUMBER_BYTES);
            case Opcodes.BINSTRING, Opcodes.BINUNICODE, Opcodes.BINBYTES -> requireBytes(Integer.BYTES, maxBytes);
            case Opcodes.BINUNICODE8, Opcodes.BINBYTES8, Opcodes.BYTEARRAY8 -> requireBytes(Long.BYTES, maxBytes);
            default -> {
                return make(opcode);
            }
        }
        return super.dispatch(opcode);
    }

    /** What the library does by hashing values that may hold themselves, or by copying all that is there. */
    private Object make(short opcode) throws IOException {
        switch (opcode) {
            case Opcodes.EMPTY_SET -> stack.add(new ArrayList<>());
            case Opcodes.FROZENSET -> stack.add(stack.pop_all_since_marker());
            case Opcodes.APPENDS, Opcodes.ADDITEMS -> appendAll(stack.pop_all_since_marker());
            case Opcodes.EMPTY_DICT -> stack.add(new LinkedHashMap<>());
            case Opcodes.DICT -> {
                List<Object> items = stack.pop_all_since_marker();
                stack.add(new LinkedHashMap<>());
                putAll(items);
            }
            case Opcodes.SETITEM -> {
                Object value = stack.pop();
                Object key = stack.pop();
                put(key, value);
            }
            case Opcodes.SETITEMS -> putAll(stack.pop_all_since_marker());
            case Opcodes.POP_MARK -> stack.pop_all_since_marker();
            default -> {
                return super.dispatch(opcode);
            }
        }
        return NO_RETURN_VALUE;
    }

    @SuppressWarnings("unchecked")
    private void appendAll(List<Object> items) {
        ((List<Object>) stack.peek()).addAll(items);
    }

    private void putAll(List<Object> items) {
        for (int i = 0; i < items.size(); i += 2) {
            put(items.get(i), items.get(i + 1));
        }
    }

    @SuppressWarnings("unchecked")
    private void put(@Nullable Object key, @Nullable Object value) {
        if (key != null && !(key instanceof String) && !(key instanceof Number) && !(key instanceof Boolean)) {
            throw new PickleException("a key that is neither text nor number");
        }
        ((Map<@Nullable Object, @Nullable Object>) stack.peek()).put(key, value);
    }

    /** The array is made as large as the pickle says, so it must say the truth. */
    private void requireBytes(int lengthBytes, int most) throws IOException {
        input.mark(lengthBytes);
        byte[] field = input.readNBytes(lengthBytes);
        input.reset();
        if (field.length < lengthBytes) {
            throw new PickleException("truncated");
        }
        ByteBuffer little = ByteBuffer.wrap(field).order(ByteOrder.LITTLE_ENDIAN);
        long length = lengthBytes == Integer.BYTES ? little.getInt() : little.getLong();
        if (length < 0 || length > input.available() - lengthBytes) {
            throw new PickleException("truncated");
        }
        if (length > most) {
            throw new PickleException("a number of more than " + most + " bytes");
        }
    }

    /** The time to read digits grows with their square. */
    private void requireShortLine() throws IOException {
        input.mark(MAX_NUMBER_BYTES);
        int length = 0;
        for (int b = input.read(); b >= 0 && b != '\n'; b = input.read()) {
            length++;
            if (length > MAX_NUMBER_BYTES) {
                throw new PickleException("a number of more than " + MAX_NUMBER_BYTES + " bytes");
            }
        }
        input.reset();
    }
}
