package io.nolmq.fault.seam;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Loads the engine's classes with the woven calls, and the runs that use them. The seam itself and all else come from the
 * parent.
 */
public final class InjectingClassLoader extends ClassLoader {
    private static final String OURS = "io.nolmq.";
    private static final String SEAM = "io.nolmq.fault.seam.";
    private static final String RUNS = "io.nolmq.fault.";

    static {
        registerAsParallelCapable();
    }

    private final Predicate<String> woven;

    /** A loader that weaves everything but the tests. */
    public InjectingClassLoader() {
        this(name -> !name.startsWith(RUNS));
    }

    /** @param woven which of our classes are woven, by name */
    InjectingClassLoader(Predicate<String> woven) {
        super(InjectingClassLoader.class.getClassLoader());
        this.woven = woven;
    }

    /** Loads and initialises all classes of the engine, in the order of their names. */
    public void loadAll() throws ClassNotFoundException {
        for (String name : engineClasses()) {
            Class.forName(name, true, this);
        }
    }

    private List<String> engineClasses() {
        URL context = getResource("io/nolmq/Context.class");
        try {
            Path root = Path.of(context.toURI()).getParent().getParent().getParent();
            try (Stream<Path> files = Files.walk(root)) {
                return files.map(file -> root.relativize(file).toString().replace('/', '.'))
                        .filter(file -> file.startsWith(OURS) && file.endsWith(".class"))
                        .filter(file -> !file.endsWith("package-info.class"))
                        .map(file -> file.substring(0, file.length() - ".class".length()))
                        .sorted()
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS) || name.startsWith(SEAM)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            byte[] code = woven.test(name) ? Weaver.weave(bytes) : bytes;
            return defineClass(name, code, 0, code.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
