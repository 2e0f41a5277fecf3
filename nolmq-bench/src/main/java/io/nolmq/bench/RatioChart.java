package io.nolmq.bench;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** How many times as good as libzmq: one group of bars for each scenario, by its first figure. */
final class RatioChart {
    private static final int WIDTH = 1400;
    private static final int HEIGHT = 700;
    private static final int LABEL_DEGREES = 45;

    private RatioChart() {}

    /** Writes {@code ratios.png} into the folder, if there is anything to draw. */
    static void write(Path folder, Environment environment, Results results) throws IOException {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("Times as good as libzmq (1 = the same; rates: higher, times: shorter). Commit "
                        + environment.commit())
                .build();
        chart.getStyler().setLegendPosition(LegendPosition.InsideNE);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setXAxisLabelRotation(LABEL_DEGREES);
        chart.getStyler().setPlotGridVerticalLinesVisible(false);
        List<Scenario> scenarios = results.scenarios().stream()
                .filter(scenario -> !scenario.metrics().contains(Metric.IDLE_LISTENING))
                .toList();
        boolean drawn = false;
        for (Library library : Library.values()) {
            Pairing pairing = new Pairing(library, library);
            List<String> names = new ArrayList<>();
            List<Double> goodness = new ArrayList<>();
            for (Scenario scenario : scenarios) {
                Metric metric = headline(scenario);
                Optional<Comparison> found = results.compare(scenario, metric, pairing);
                names.add(scenario.name());
                goodness.add(found.map(it -> goodness(metric, it)).orElse(0.0));
            }
            if (goodness.stream().anyMatch(value -> value > 0)) {
                chart.addSeries(library.title(), names, goodness);
                drawn = true;
            }
        }
        if (drawn) {
            ImageIO.write(
                    BitmapEncoder.getBufferedImage(chart),
                    "png",
                    folder.resolve("ratios.png").toFile());
        }
    }

    /** The rate; for round trips the mean; for one-way latency the median. */
    private static Metric headline(Scenario scenario) {
        if (scenario.metrics().contains(Metric.RATE)) {
            return Metric.RATE;
        }
        return scenario.name().startsWith("latency") ? Metric.P50 : Metric.MEAN;
    }

    private static double goodness(Metric metric, Comparison comparison) {
        if (Double.isNaN(comparison.ratio()) || comparison.ratio() <= 0) {
            return 0;
        }
        return metric.higherIsBetter() ? comparison.ratio() : 1 / comparison.ratio();
    }
}
