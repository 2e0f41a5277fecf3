package io.nolmq.cli;

import java.io.IOException;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.Unpickler;

/** Reads numbers, texts, lists and dictionaries; refuses whatever names a class, for that would run the sender's code. */
final class PlainUnpickler extends Unpickler {
    @Override
    protected Object dispatch(short key) throws PickleException, IOException {
        switch (key) {
            case Opcodes.GLOBAL,
                    Opcodes.STACK_GLOBAL,
                    Opcodes.INST,
                    Opcodes.OBJ,
                    Opcodes.NEWOBJ,
                    Opcodes.NEWOBJ_EX,
                    Opcodes.REDUCE,
                    Opcodes.BUILD,
                    Opcodes.EXT1,
                    Opcodes.EXT2,
                    Opcodes.EXT4,
                    Opcodes.PERSID,
                    Opcodes.BINPERSID -> throw new PickleException("it names a class");
            default -> {
                return super.dispatch(key);
            }
        }
    }
}
