package io.nolmq.lab;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.Pickler;
import net.razorvine.pickle.Unpickler;

/**
 * Python's pickle, for numbers alone: written in protocol 2, read in protocols 0 to 5. A pickle is a program that can
 * make any object, so only the instructions that make a number are carried out.
 */
public final class Pickle {
    /** More digits than Python itself turns into text. */
    private static final int MAX_BYTES = 4_400;

    private static final Set<Short> ALLOWED = Set.of(
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

    private Pickle() {}

    /**
     * Writes a number, as {@code pickle.dumps(number)} does.
     *
     * @param number any
     * @return the pickle
     */
    public static byte[] dumps(int number) {
        try {
            return new Pickler().dumps(number);
        } catch (IOException impossible) {
            throw new IllegalStateException("cannot pickle " + number, impossible);
        }
    }

    /**
     * Reads a number, as {@code pickle.loads(bytes)} does.
     *
     * @param bytes whatever a peer has sent
     * @return an Integer, Long, BigInteger or Double
     * @throws UnreadablePickleException when that is not a pickled number
     */
    public static Number loads(byte[] bytes) throws UnreadablePickleException {
        if (bytes.length > MAX_BYTES) {
            throw new UnreadablePickleException(
                    "not a pickled number: bytes=" + bytes.length + ", at most " + MAX_BYTES);
        }
        Object value;
        try {
            value = new NumberUnpickler().loads(bytes);
        } catch (IOException | RuntimeException malformed) {
            String why = malformed instanceof PickleException ? ", " + malformed.getMessage() : "";
            throw new UnreadablePickleException("not a pickled number: bytes=" + bytes.length + why, malformed);
        }
        if (value instanceof Number number) {
            return number;
        }
        throw new UnreadablePickleException("not a pickled number: bytes=" + bytes.length);
    }

    private static final class NumberUnpickler extends Unpickler {
        @Override
        public Object loads(byte[] bytes) throws IOException {
            return load(new ByteArrayInputStream(bytes));
        }

        @Override
        protected Object dispatch(short opcode) throws IOException {
            if (!ALLOWED.contains(opcode)) {
                throw new PickleException(String.format("opcode=0x%02x", opcode));
            }
            if (opcode == Opcodes.LONG4) {
                requireBytes();
            }
            return super.dispatch(opcode);
        }

        /** The array is made as large as the pickle says, so it must say the truth. */
        private void requireBytes() throws IOException {
            input.mark(Integer.BYTES);
            byte[] length = input.readNBytes(Integer.BYTES);
            input.reset();
            if (length.length < Integer.BYTES
                    || ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt() > input.available()) {
                throw new PickleException("truncated");
            }
        }
    }
}
