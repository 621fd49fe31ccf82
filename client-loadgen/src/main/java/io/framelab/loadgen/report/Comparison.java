package io.framelab.loadgen.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.framelab.loadgen.stats.Goal;
import io.framelab.loadgen.stats.Interval;
import io.framelab.loadgen.stats.Round;
import io.framelab.loadgen.stats.SliceStatistics;
import io.framelab.loadgen.stats.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * Two servers compared, with every raw slice, so that an outsider can compute each interval anew.
 * The components are the JSON's names; ratios are B / A. Immutable: any thread may use it.
 *
 * @param name of the comparison, for people and for finding it again in another result.
 * @param a name of the server that B is compared with.
 * @param b name of the server that is judged.
 * @param change the one thing that B changes; null if nobody knows.
 * @param shape of the load; null where figures come from files.
 * @param metric what the ratios are of; {@value #CPU_NS_PER_REQUEST} with slices.
 * @param rounds raw slices; empty where figures come from files.
 * @param ratio of B / A.
 * @param low end of its 95 % interval; null if nothing is known of it.
 * @param high end of its 95 % interval; null if nothing is known of it.
 * @param controlRatio of A / A in the same sitting; null if there was no control.
 * @param controlLow end of its 95 % interval; null if nothing is known of it.
 * @param controlHigh end of its 95 % interval; null if nothing is known of it.
 * @param verdict on B.
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Comparison(
    String name,
    String a,
    String b,
    String change,
    Shape shape,
    String metric,
    List<Round> rounds,
    double ratio,
    Double low,
    Double high,
    Double controlRatio,
    Double controlLow,
    Double controlHigh,
    Verdict verdict) {
  /** The server's CPU time per request, in nanoseconds. */
  public static final String CPU_NS_PER_REQUEST = "cpuNsPerRequest";

  /** Copies. */
  public Comparison {
    rounds = rounds == null ? List.of() : List.copyOf(rounds);
  }

  /**
   * A shape of load.
   *
   * @param connections in all.
   * @param window unacknowledged Submits per connection, 0 floods.
   * @param payload mix of sizes.
   */
  public record Shape(int connections, int window, String payload) {}

  /**
   * What a comparison of two servers is called.
   *
   * @param a name of the server that B is compared with.
   * @param b name of the server that is judged.
   * @return B / A, as the ratios are.
   */
  public static String nameOf(final String a, final String b) {
    return b + " / " + a;
  }

  /**
   * Judges slices.
   *
   * @param name of the comparison.
   * @param a name of the server that B is compared with.
   * @param b name of the server that is judged.
   * @param change the one thing that B changes, or null.
   * @param shape of the load.
   * @param rounds at least one.
   * @return with intervals and verdict.
   */
  public static Comparison ofSlices(
      final String name,
      final String a,
      final String b,
      final String change,
      final Shape shape,
      final List<Round> rounds) {
    final Interval effect = SliceStatistics.effect(rounds);
    final Interval control = SliceStatistics.control(rounds);
    return new Comparison(
        name,
        a,
        b,
        change,
        shape,
        CPU_NS_PER_REQUEST,
        rounds,
        effect.ratio(),
        known(effect, effect.lowRatio()),
        known(effect, effect.highRatio()),
        control.ratio(),
        known(control, control.lowRatio()),
        known(control, control.highRatio()),
        Verdict.of(effect, control, Goal.SMALLER));
  }

  /**
   * Judges figures of files, for which there is no control.
   *
   * @param name of the comparison.
   * @param a name of what B is compared with.
   * @param b name of what is judged.
   * @param metric what is compared.
   * @param effect of B, as logarithm of B / A.
   * @param control of A, as logarithm of A / A; null if nobody looked.
   * @param goal which way is good.
   * @return with interval and verdict.
   */
  public static Comparison ofFigures(
      final String name,
      final String a,
      final String b,
      final String metric,
      final Interval effect,
      final Interval control,
      final Goal goal) {
    return new Comparison(
        name,
        a,
        b,
        null,
        null,
        metric,
        List.of(),
        effect.ratio(),
        known(effect, effect.lowRatio()),
        known(effect, effect.highRatio()),
        control == null ? null : Double.valueOf(control.ratio()),
        control == null ? null : known(control, control.lowRatio()),
        control == null ? null : known(control, control.highRatio()),
        Verdict.of(effect, control, goal));
  }

  /**
   * What a reader must know of the verdict if A differed from itself beyond chance.
   *
   * @return for people; empty if it did not, or nobody looked.
   */
  public Optional<String> doubt() {
    return controlLow == null || controlLow <= 1 && controlHigh >= 1
        ? Optional.empty()
        : Optional.of(
            Words.text(
                "%s: A differed from itself by more than chance, [%.3f, %.3f], which one sitting in"
                    + " twenty does even so; no difference below twice the far end of that is"
                    + " claimed, compare again",
                name, controlLow, controlHigh));
  }

  /** JSON has no infinity. */
  private static Double known(final Interval interval, final double end) {
    return Double.isInfinite(interval.standardError()) ? null : end;
  }
}
