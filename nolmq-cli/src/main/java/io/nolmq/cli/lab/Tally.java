package io.nolmq.cli.lab;

import io.nolmq.lab.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the programs have done, counted from the lines they print. Not safe for several threads at once. */
final class Tally {
    private static final String REPLY = "Received reply ";

    private final Map<String, Long> workDone = new TreeMap<>();
    private long published;
    private long received;
    private long workSent;
    private long requests;
    private long replies;

    Tally(List<String> workers) {
        workers.forEach(worker -> workDone.put(worker, 0L));
    }

    void add(Role role, String worker, String line) {
        switch (role) {
            case PUB -> published++;
            case SUB -> received++;
            case PUSH -> workSent++;
            case PULL -> workDone.merge(worker, 1L, Long::sum);
            case CLIENT -> {
                if (line.startsWith(REPLY)) {
                    replies++;
                } else {
                    requests++;
                }
            }
            case SERVER -> {
                // the client counts what the two have to do with each other
            }
        }
    }

    /** Whether every pattern has carried something, to each of its ends. */
    boolean hasBegun() {
        return received > 0 && replies > 0 && workDone.values().stream().allMatch(done -> done > 0);
    }

    boolean isWorkDone() {
        return workDone() >= workSent;
    }

    /** The patterns that carried nothing, one line each. */
    List<String> silent() {
        List<String> silent = new ArrayList<>();
        if (received == 0) {
            silent.add("publish-subscribe carried nothing: published=" + published + ", received=0");
        }
        if (workDone() == 0) {
            silent.add("push-pull carried nothing: work sent=" + workSent + ", done=0");
        }
        if (replies == 0) {
            silent.add("client-server carried nothing: requests=" + requests + ", replies=0");
        }
        return silent;
    }

    /** All of it in one line. */
    @Override
    public String toString() {
        List<String> perWorker = new ArrayList<>();
        workDone.forEach((worker, done) -> perWorker.add("worker " + worker + " did " + done));
        return "published " + published + ", received " + received + "; work sent " + workSent + ", "
                + String.join(", ", perWorker) + "; requests " + requests + ", replies " + replies;
    }

    private long workDone() {
        return workDone.values().stream().mapToLong(Long::longValue).sum();
    }
}
