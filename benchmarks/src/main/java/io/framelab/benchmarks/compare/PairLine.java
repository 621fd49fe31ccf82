package io.framelab.benchmarks.compare;

import io.framelab.benchmarks.compare.PairSitting.SlicePair;
import io.framelab.loadgen.SliceRig.Response;
import io.framelab.loadgen.report.Comparison;
import io.framelab.loadgen.report.Words;
import io.framelab.loadgen.stats.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * What pairs of slices say of two servers, as one line of words such as {@code ratio=1.04 [1.03,
 * 1.05]} that people and scripts can read. Ratios are B / A, {@code mean_excess_user} is B - A.
 * Stateless.
 */
final class PairLine {
  private static final double NS_PER_US = 1e3;

  private PairLine() {}

  /**
   * The line.
   *
   * @param nameA of what B is compared with.
   * @param nameB of what is judged.
   * @param sitting how they were loaded.
   * @param pairs at least one.
   * @return without its end.
   */
  static String of(
      final String nameA,
      final String nameB,
      final PairSitting sitting,
      final List<SlicePair> pairs) {
    final List<String> words = new ArrayList<>();
    words.add(Comparison.nameOf(nameA, nameB));
    words.add(ComparisonTable.load(sitting.shape()));
    if (sitting.perSec() != null) {
      words.add("rate=" + sitting.perSec());
    }
    words.add("pairs=" + pairs.size());
    addCosts(words, pairs);
    if (sitting.perSec() != null) {
      addResponses(words, pairs);
    }
    return String.join(" ", words);
  }

  private static void addCosts(final List<String> words, final List<SlicePair> pairs) {
    words.add(Words.text("A=%.2f", over(pairs, pair -> cpu(pair.a().slice())).value()));
    words.add(Words.text("B=%.2f", over(pairs, pair -> cpu(pair.b().slice())).value()));
    // Where the system does not tell user time apart there is no word of it.
    if (pairs.stream().allMatch(PairLine::knowsUser)) {
      words.add(Words.text("userA=%.2f", over(pairs, pair -> user(pair.a().slice())).value()));
      words.add(Words.text("userB=%.2f", over(pairs, pair -> user(pair.b().slice())).value()));
      words.add(
          interval(
              "mean_excess_user",
              2,
              Middle.mean(
                  figures(pairs, pair -> user(pair.b().slice()) - user(pair.a().slice())))));
    }
    words.add(ratio("ratio", pairs, pair -> cpu(pair.b().slice()) / cpu(pair.a().slice())));
  }

  private static void addResponses(final List<String> words, final List<SlicePair> pairs) {
    words.add(
        Words.text(
            "p999usA=%.1f", over(pairs, pair -> pair.a().response().p999Ns() / NS_PER_US).value()));
    words.add(
        Words.text(
            "p999usB=%.1f", over(pairs, pair -> pair.b().response().p999Ns() / NS_PER_US).value()));
    words.add(
        ratio(
            "p999_ratio",
            pairs,
            pair -> (double) pair.b().response().p999Ns() / pair.a().response().p999Ns()));
    words.add("generator_lateA=" + late(pairs, pair -> isLate(pair.a().response())));
    words.add("generator_lateB=" + late(pairs, pair -> isLate(pair.b().response())));
  }

  /** Of which the response times are the generator's too; every one is in the figures. */
  private static String late(final List<SlicePair> pairs, final Predicate<SlicePair> isLate) {
    return pairs.stream().filter(isLate).count() + "/" + pairs.size();
  }

  private static boolean isLate(final Response response) {
    return !response.faults().isEmpty();
  }

  private static String ratio(
      final String name, final List<SlicePair> pairs, final ToDoubleFunction<SlicePair> ratio) {
    // As logarithms, so that A / B and B / A say the same.
    return interval(
        name, 3, over(pairs, pair -> Math.log(ratio.applyAsDouble(pair))).map(Math::exp));
  }

  private static String interval(final String name, final int digits, final Middle middle) {
    final String digit = "%." + digits + "f";
    return Words.text(
        name + "=" + digit + " [" + digit + ", " + digit + "]",
        middle.value(),
        middle.low(),
        middle.high());
  }

  private static Middle over(
      final List<SlicePair> pairs, final ToDoubleFunction<SlicePair> figure) {
    return Middle.median(figures(pairs, figure));
  }

  private static double[] figures(
      final List<SlicePair> pairs, final ToDoubleFunction<SlicePair> figure) {
    return pairs.stream().mapToDouble(figure).toArray();
  }

  private static boolean knowsUser(final SlicePair pair) {
    return Objects.nonNull(pair.a().slice().userNs()) && Objects.nonNull(pair.b().slice().userNs());
  }

  private static double cpu(final Slice slice) {
    return (double) slice.cpuNs() / slice.acks();
  }

  private static double user(final Slice slice) {
    return (double) slice.userNs() / slice.acks();
  }
}
