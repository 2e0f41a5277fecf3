package io.nolmq.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** libzmq, through pyzmq in one Python process; see peer.py. */
final class PythonPeer extends ProcessPeer {
    private PythonPeer(Process process, Path script) {
        super(process, script);
    }

    /** A Python that has pyzmq: what NOLMQ_PYTHON names, else one on the path, else Debian's. */
    static Optional<String> python() {
        List<String> candidates = new ArrayList<>();
        String chosen = System.getenv("NOLMQ_PYTHON");
        if (chosen != null) {
            candidates.add(chosen);
        }
        candidates.add("python3");
        candidates.add("/usr/bin/python3");
        return candidates.stream()
                .filter(python -> runs(new ProcessBuilder(python, "-c", "import zmq; zmq.zmq_version()")))
                .findFirst();
    }

    static PythonPeer start(String python) throws IOException {
        Path script = script("peer.py");
        return new PythonPeer(
                new ProcessBuilder(python, "-u", script.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start(),
                script);
    }
}
