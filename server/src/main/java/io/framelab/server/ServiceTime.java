package io.framelab.server;

import io.framelab.cli.Durations;
import io.framelab.server.core.SubmitHandler;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * The flag {@code --service-time}: makes a handler take time. D is a duration such as {@code 1ms}.
 *
 * <pre>
 *   wait:D            answers D later and holds no thread    busy:D            spins for D
 *   wait:exp:D        exponentially distributed, mean D      busy:exp:D
 *   wait:mix:D:W,D:W  each D as often as its weight says     busy:mix:D:W,D:W
 * </pre>
 */
final class ServiceTime {
  /** A Submit that takes longer than this is a mistake in the flag, not an experiment. */
  private static final Duration MAX = Duration.ofMinutes(1);

  private static final String FORMS =
      "expected wait:D or busy:D, where D is 1ms, exp:1ms or mix:1ms:90,20ms:10";

  private ServiceTime() {}

  /**
   * Wraps a handler.
   *
   * @param text as the user typed it.
   * @param handler to slow down.
   * @throws IllegalArgumentException if it is no service time; the message is a line for people.
   */
  static ServiceTimeHandler parse(final String text, final SubmitHandler handler) {
    final String[] parts = text.split(":", 2);
    if (parts.length != 2) {
      throw new IllegalArgumentException(FORMS);
    }
    return switch (parts[0]) {
      case "wait" -> ServiceTimeHandler.waiting(handler, distribution(parts[1]));
      case "busy" -> ServiceTimeHandler.busy(handler, distribution(parts[1]));
      default -> throw new IllegalArgumentException(FORMS);
    };
  }

  private static LongSupplier distribution(final String text) {
    if (text.startsWith("exp:")) {
      final long meanNs = durationNs(text.substring("exp:".length()));
      // Inverse of the exponential distribution function; 1 - u is never 0.
      return () -> (long) (-Math.log(1 - ThreadLocalRandom.current().nextDouble()) * meanNs);
    }
    if (text.startsWith("mix:")) {
      return mix(text.substring("mix:".length()).split(","));
    }
    final long fixedNs = durationNs(text);
    return () -> fixedNs;
  }

  private static LongSupplier mix(final String[] entries) {
    final long[] durationsNs = new long[entries.length];
    final int[] upToWeights = new int[entries.length];
    int totalWeight = 0;
    for (int i = 0; i < entries.length; i++) {
      final String[] entry = entries[i].split(":");
      if (entry.length != 2 || !entry[1].matches("[1-9]\\d{0,5}")) {
        throw new IllegalArgumentException(FORMS);
      }
      durationsNs[i] = durationNs(entry[0]);
      totalWeight += Integer.parseInt(entry[1]);
      upToWeights[i] = totalWeight;
    }
    final int bound = totalWeight;
    return () -> {
      final int drawn = ThreadLocalRandom.current().nextInt(bound);
      int i = 0;
      while (drawn >= upToWeights[i]) {
        i++;
      }
      return durationsNs[i];
    };
  }

  private static long durationNs(final String text) {
    final Duration duration = Durations.parse(text);
    if (duration.compareTo(MAX) > 0) {
      throw new IllegalArgumentException("expected at most " + Durations.format(MAX));
    }
    return duration.toNanos();
  }
}
