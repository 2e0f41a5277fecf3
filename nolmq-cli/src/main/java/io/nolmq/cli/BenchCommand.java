package io.nolmq.cli;

import picocli.CommandLine.Command;

/** {@code bench}: measures. Its commands are registered beside it. */
@Command(
        name = "bench",
        header = "Measures throughput and latency on this machine.",
        customSynopsis = "nol bench thr|lat|inproc [options]",
        description = {
            "",
            "Both ends run as two threads of one process, each with a context of its own over tcp loopback, with the default"
                    + " options; a shorter run before warms up. For two processes or two machines, or libzmq on the other"
                    + " end, use local_thr and remote_thr, local_lat and remote_lat."
        },
        footer = {
            "",
            "Examples:",
            "  nol bench thr --size 64,1k,64k",
            "  nol bench lat --count 100000 --json",
            "  nol bench inproc --csv"
        })
final class BenchCommand {}
