package io.framelab.loadgen.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Once;
import io.framelab.loadgen.report.Comparison;
import io.framelab.loadgen.report.Comparison.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How often the verdict is right, on thousands of simulated sittings of the design that runs. */
@Once
class SliceCalibrationTest {
  private static final double FIVE_PERCENT = 1.05;

  private static final int SITTINGS = 10_000;

  private static final int HARDER_SITTINGS = 1_500;

  private static final int INTERVALS = 10_000;

  private static final Path PAGE = Path.of("../docs/MEASURING.md");

  private static final String BEGIN = "<!-- calibration -->\n";

  private static final String END = "<!-- /calibration -->";

  private static final Scenario DEFAULT = Scenario.DEFAULT;

  private static final List<Scenario> OTHERS =
      List.of(
          DEFAULT.named("starts differ by 1 %").withStartSd(0.01),
          DEFAULT.named("starts differ by 3 %").withStartSd(0.03),
          DEFAULT.named("the speed changes every 2 s").withStepsEvery(2),
          DEFAULT.named("spoilt slices come in bursts of 4 s").withBursts(),
          DEFAULT.named("half of the starts are 6 % slower").withSlowMode(0.06),
          DEFAULT.named("a slice after another server's costs 4 % more").withCarryOver(0.04));

  private static final Map<Scenario, Rates> RATES = new LinkedHashMap<>();

  /** Shares of sittings: equal servers said to differ; 5 % more, and less, found. */
  private record Rates(double claimed, double worse, double better) {}

  @BeforeAll
  static void play() {
    RATES.put(DEFAULT, rates(DEFAULT, SITTINGS));
    OTHERS.forEach(scenario -> RATES.put(scenario, rates(scenario, HARDER_SITTINGS)));
    System.out.print(table());
  }

  private static Rates rates(final Scenario scenario, final int sittings) {
    return new Rates(
        share(sittings, seed -> verdict(scenario, seed, 1) != Verdict.NO_DIFFERENCE),
        share(sittings, seed -> verdict(scenario, seed, FIVE_PERCENT) == Verdict.WORSE),
        share(sittings, seed -> verdict(scenario, seed, 1 / FIVE_PERCENT) == Verdict.BETTER));
  }

  @Test
  void shouldClaimADifferenceOfEqualServersInAtMostFiveOfAHundredSittings() {
    assertThat(RATES).allSatisfy((it, rates) -> assertThat(rates.claimed).isLessThan(0.05));
  }

  @Test
  void shouldFindFivePercentInNineOfTenSittings() {
    assertThat(RATES.get(DEFAULT).worse).isGreaterThan(0.9);
    assertThat(RATES.get(DEFAULT).better).isGreaterThan(0.9);
  }

  @Test
  void shouldHoldTheTruthInNinetyFiveOfAHundredIntervals() {
    final double truth = Math.log(FIVE_PERCENT);
    final double held =
        share(
            INTERVALS,
            seed -> {
              final Interval effect = effect(DEFAULT, seed, FIVE_PERCENT);
              return effect.low() <= truth && effect.high() >= truth;
            });

    print("intervals that hold the truth", held);
    assertThat(held).isGreaterThan(0.95 - chance(0.95, INTERVALS));
  }

  /** What --baseline and two kept results are judged by. */
  @Test
  void shouldAgreeInNineteenOfTwentyPairsOfSittings() {
    final double agree =
        share(
            INTERVALS,
            seed ->
                effect(DEFAULT, 2 * seed, 0.9)
                    .minus(effect(DEFAULT, 2 * seed + 1, 0.9))
                    .includesZero());

    print("pairs of sittings that agree", agree);
    assertThat(agree).isGreaterThan(0.95 - chance(0.95, INTERVALS));
  }

  /** Whoever follows another pays for it, and most after B: that must not become B's. */
  @Test
  void shouldFavourNobodyWhenASliceSuffersFromTheOneBeforeIt() {
    final Scenario carryOver = OTHERS.get(OTHERS.size() - 1);
    final double mean =
        LongStream.range(0, HARDER_SITTINGS)
            .parallel()
            .mapToDouble(seed -> effect(carryOver, seed, 1).mean())
            .sum();

    print("what 4 % of carry-over add to the effect", mean / HARDER_SITTINGS);
    assertThat(Math.abs(mean / HARDER_SITTINGS)).isLessThan(0.002);
  }

  /** To write the table again: {@code -Dtest=SliceCalibrationTest -Dframelab.write=true}. */
  @Test
  void shouldSayInTheGuideWhatTheSimulationShows() throws IOException {
    final String page = Files.readString(PAGE);
    final int begin = page.indexOf(BEGIN) + BEGIN.length();
    final String expected =
        page.substring(0, begin) + table() + page.substring(page.indexOf(END, begin));
    if (Boolean.getBoolean("framelab.write")) {
      Files.writeString(PAGE, expected);
    }
    assertThat(PAGE).hasContent(expected);
  }

  private static String table() {
    return RATES.entrySet().stream()
        .map(it -> row(it.getKey(), it.getValue()))
        .collect(
            Collectors.joining(
                "",
                "| simulated machine | equal, said to differ | 5 % more, found | 5 % less, found |\n"
                    + "|---|--:|--:|--:|\n",
                ""));
  }

  private static String row(final Scenario scenario, final Rates rates) {
    return String.format(
        Locale.ROOT,
        "| %s | %.1f %% | %.1f %% | %.1f %% |\n",
        scenario.name(),
        rates.claimed * 100,
        rates.worse * 100,
        rates.better * 100);
  }

  private static Interval effect(final Scenario scenario, final long seed, final double effect) {
    return SliceStatistics.effect(new SimulatedMachine(scenario, seed).sitting(effect));
  }

  private static Verdict verdict(final Scenario scenario, final long seed, final double effect) {
    final Shape shape = new Shape(100, 100, "18");
    final List<Round> rounds = new SimulatedMachine(scenario, seed).sitting(effect);
    return Comparison.ofSlices("b / a", "a", "b", null, shape, rounds).verdict();
  }

  private static double share(final int sittings, final LongPredicate wanted) {
    return (double) LongStream.range(0, sittings).parallel().filter(wanted).count() / sittings;
  }

  /** Two standard errors of a share that is seen in so many sittings. */
  private static double chance(final double share, final int sittings) {
    return 2 * Math.sqrt(share * (1 - share) / sittings);
  }

  private static void print(final String what, final double share) {
    System.out.printf(Locale.ROOT, "calibration: %s: %.2f %%%n", what, share * 100);
  }
}
