package io.nolmq.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/** All runs of a measurement, in the order in which they were made. */
final class Results {
    private final List<Run> runs = new ArrayList<>();

    void add(Run run) {
        runs.add(run);
    }

    List<Run> runs() {
        return runs;
    }

    List<Run> failures() {
        return runs.stream().filter(run -> run.failure() != null).toList();
    }

    Set<Scenario> scenarios() {
        Set<Scenario> scenarios = new LinkedHashSet<>();
        runs.forEach(run -> scenarios.add(run.scenario()));
        return scenarios;
    }

    /** Those that played the scenario, the reference first. */
    List<Pairing> pairings(Scenario scenario) {
        Set<Pairing> pairings = new LinkedHashSet<>();
        for (Run run : runs) {
            if (run.scenario().equals(scenario) && run.round() == 1) {
                pairings.add(run.pairing());
            }
        }
        return List.copyOf(pairings);
    }

    Optional<Comparison> compare(Scenario scenario, Metric metric, Pairing pairing) {
        return Comparison.of(values(scenario, metric, pairing), values(scenario, metric, Pairing.REFERENCE));
    }

    /** NolMQ against its earlier build; empty when no round has all three runs. */
    Optional<SpeedKept> speedKept(Scenario scenario, Metric metric) {
        return SpeedKept.of(
                metric,
                values(scenario, metric, Pairing.BEFORE),
                values(scenario, metric, Pairing.AFTER),
                values(scenario, metric, Pairing.BEFORE_AGAIN));
    }

    private Map<Integer, Double> values(Scenario scenario, Metric metric, Pairing pairing) {
        Map<Integer, Double> values = new TreeMap<>();
        for (Run run : runs) {
            if (run.scenario().equals(scenario) && run.pairing().equals(pairing)) {
                OptionalDouble value = metric.of(run);
                if (value.isPresent()) {
                    values.put(run.round(), value.getAsDouble());
                }
            }
        }
        return values;
    }
}
