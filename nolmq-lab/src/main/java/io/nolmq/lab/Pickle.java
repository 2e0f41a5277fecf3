package io.nolmq.lab;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.Pickler;
import org.jspecify.annotations.Nullable;

/**
 * Python's pickle, for plain values: written in protocol 2, read in protocols 0 to 5. A pickle is a program that can
 * make any object, so only the instructions that make a plain value are carried out. Safe for any number of threads.
 */
public final class Pickle {
    private static final int MAX_BYTES = 16 << 20;
    private static final int MAX_INSTRUCTIONS = 1_000_000;

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
     * @throws UnreadablePickleException when that is not a pickled number, or longer than 4400 bytes
     */
    public static Number loads(byte[] bytes) throws UnreadablePickleException {
        String wanted = "a pickled number";
        Object value = load(bytes, wanted, PlainUnpickler.NUMBERS, PlainUnpickler.MAX_NUMBER_BYTES);
        if (value instanceof Number number) {
            return number;
        }
        throw new UnreadablePickleException("not " + wanted + ": bytes=" + bytes.length);
    }

    /**
     * Reads numbers, texts, bytes, truth values, and lists and dictionaries of them; nothing that names a class.
     *
     * @param bytes whatever a peer has sent
     * @return a Number, String, byte array, Boolean or null; for a list or set of Python's a {@link List}, for a tuple
     *     an array of objects, for a dictionary a {@link Map} in its order, whose keys are none of these. They may hold
     *     themselves, and one of them may stand in many places.
     * @throws UnreadablePickleException when that is not a pickle of plain values, or longer than 16 MiB or a million
     *     instructions
     */
    public static @Nullable Object loadsPlain(byte[] bytes) throws UnreadablePickleException {
        return load(bytes, "a pickle of plain values", PlainUnpickler.VALUES, MAX_BYTES);
    }

    private static @Nullable Object load(byte[] bytes, String wanted, Set<Short> known, int maxBytes)
            throws UnreadablePickleException {
        try {
            return new PlainUnpickler(known, maxBytes, MAX_INSTRUCTIONS).loads(bytes);
        } catch (IOException | RuntimeException malformed) {
            throw new UnreadablePickleException(
                    "not " + wanted + ": bytes=" + bytes.length + reason(malformed), malformed);
        }
    }

    /** The library throws whatever comes up; what it says itself may quote the peer. */
    private static String reason(Exception malformed) {
        String reason = malformed.getMessage();
        if (reason == null || !(malformed instanceof PickleException)) {
            return "";
        }
        return ", " + reason.replaceAll("\\p{Cntrl}", "?");
    }
}
