package io.nolmq.fault.seam;

import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Weaves a call of {@link Injection#hit} into each site of a class.
 *
 * <p>Left out are static initialisers: a class whose initialiser fails is unusable for ever, which no code can mend, and
 * the runs begin with all classes initialised.
 */
final class Weaver {
    private static final int API = Opcodes.ASM9;
    private static final String INJECTION = "io/nolmq/fault/seam/Injection";

    private Weaver() {}

    static byte[] weave(byte[] original) {
        ClassReader reader = new ClassReader(original);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        Map<String, Integer> lines = firstLines(reader);
        String full = reader.getClassName();
        String name = full.substring(full.lastIndexOf('/') + 1).replace('$', '.');
        reader.accept(
                new ClassVisitor(API, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String method, String descriptor, String signature, String[] exceptions) {
                        MethodVisitor next = super.visitMethod(access, method, descriptor, signature, exceptions);
                        return method.equals("<clinit>") || (access & Opcodes.ACC_ABSTRACT) != 0
                                ? next
                                : new Sites(next, name, method, lines.getOrDefault(method + descriptor, 0));
                    }
                },
                0);
        return writer.toByteArray();
    }

    /** The first line of each method: its entry stands before the first line number. */
    private static Map<String, Integer> firstLines(ClassReader reader) {
        Map<String, Integer> lines = new HashMap<>();
        ClassVisitor visitor = new ClassVisitor(API) {
            @Override
            public MethodVisitor visitMethod(
                    int access, String method, String descriptor, String signature, String[] exceptions) {
                return new MethodVisitor(API) {
                    @Override
                    public void visitLineNumber(int line, Label start) {
                        lines.putIfAbsent(method + descriptor, line);
                    }
                };
            }
        };
        reader.accept(visitor, ClassReader.SKIP_FRAMES);
        return lines;
    }

    private static final class Sites extends MethodVisitor {
        private final String className;
        private final String method;
        /** Where a NEW has moved to: frames name an object that is not initialised by the place of its NEW. */
        private final Map<Label, Label> moved = new HashMap<>();

        private int line;
        private Label last;

        Sites(MethodVisitor next, String className, String method, int firstLine) {
            super(API, next);
            this.className = className;
            this.method = method;
            this.line = firstLine;
        }

        private void site(Site.Kind kind, Failure failure, String callee) {
            int id = Injection.register(kind, failure, className, method + ":" + line, callee);
            mv.visitLdcInsn(id);
            mv.visitMethodInsn(Opcodes.INVOKESTATIC, INJECTION, "hit", "(I)V", false);
        }

        private void allocation(String callee) {
            site(Site.Kind.ALLOCATION, Failure.OUT_OF_MEMORY, callee);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            if (className.matches(
                    ".*(SendResult|Statistics).*")) { // asked by the application, about what has been done
                return;
            }
            site(Site.Kind.ENTRY, Failure.STACK_OVERFLOW, "entry");
        }

        @Override
        public void visitLineNumber(int number, Label start) {
            super.visitLineNumber(number, start);
            line = number;
        }

        @Override
        public void visitLabel(Label label) {
            super.visitLabel(label);
            last = label;
        }

        @Override
        public void visitFrame(int type, int localCount, Object[] locals, int stackCount, Object[] stack) {
            super.visitFrame(type, localCount, moved(localCount, locals), stackCount, moved(stackCount, stack));
        }

        private Object[] moved(int count, Object[] types) {
            if (types == null) {
                return null;
            }
            Object[] result = new Object[types.length];
            for (int i = 0; i < Math.min(count, types.length); i++) {
                result[i] = types[i] instanceof Label label ? moved.getOrDefault(label, label) : types[i];
            }
            return result;
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            if (opcode == Opcodes.NEW || opcode == Opcodes.ANEWARRAY) {
                allocation("new " + simple(type));
            }
            if (opcode == Opcodes.NEW && last != null) {
                Label behind = new Label();
                moved.put(last, behind);
                last = null;
                super.visitLabel(behind);
            }
            super.visitTypeInsn(opcode, type);
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
            if (opcode == Opcodes.NEWARRAY) {
                allocation("new array");
            }
            super.visitIntInsn(opcode, operand);
        }

        @Override
        public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
            allocation("new array");
            super.visitMultiANewArrayInsn(descriptor, dimensions);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            allocation("dynamic " + name);
            super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            boolean after = false;
            if (JdkCalls.isOfJdk(owner)) {
                if (JdkCalls.isIo(owner)) {
                    after = JdkCalls.failsAfter(name);
                    if (!after) {
                        ioSites(owner, name, descriptor);
                    }
                } else if (JdkCalls.mayAllocate(owner, name)) {
                    allocation(simple(owner) + "." + name);
                }
            }
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            if (after) {
                ioSites(owner, name, descriptor);
            }
        }

        private void ioSites(String owner, String name, String descriptor) {
            for (Failure failure : JdkCalls.ofIo(owner, name, descriptor)) {
                boolean error = failure == Failure.OUT_OF_MEMORY || failure == Failure.INTERNAL;
                site(error ? Site.Kind.IO_ERROR : Site.Kind.IO_EXCEPTION, failure, simple(owner) + "." + name);
            }
        }

        private static String simple(String internalName) {
            return internalName.substring(internalName.lastIndexOf('/') + 1);
        }
    }
}
