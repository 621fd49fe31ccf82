package io.framelab.server;

import io.framelab.cli.Counts;
import io.framelab.cli.Durations;
import io.framelab.server.watch.Threshold;
import io.framelab.server.watch.Thresholds;
import io.framelab.server.watch.Trigger;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/**
 * The grammar of {@code --profile-on}: {@code cpu>80%,heap>85%,threads>500,lag>50ms}. Stateless.
 */
final class ThresholdsConverter implements ITypeConverter<Thresholds> {
  private static final Pattern THRESHOLD = Pattern.compile("\\s*([^>]*?)\\s*>\\s*(.*?)\\s*");
  private static final Pattern SHARE = Pattern.compile("(\\d{1,3})%");
  private static final double NS_PER_MS = 1e6;

  @Override
  public Thresholds convert(final String text) {
    return new Thresholds(
        Arrays.stream(text.split(",", -1)).map(ThresholdsConverter::threshold).toList());
  }

  private static Threshold threshold(final String text) {
    final Matcher matcher = THRESHOLD.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "expected thresholds such as cpu>80%,heap>85%,threads>500,lag>50ms");
    }
    final Trigger trigger = Trigger.of(matcher.group(1));
    return new Threshold(trigger, limit(trigger, matcher.group(2)));
  }

  private static double limit(final Trigger trigger, final String text) {
    try {
      return switch (trigger) {
        case CPU, HEAP -> share(text);
        case THREADS -> Counts.parse(text);
        case LAG -> Durations.parse(text).toNanos() / NS_PER_MS;
      };
    } catch (final IllegalArgumentException e) {
      throw new IllegalArgumentException(trigger.label() + ": " + e.getMessage(), e);
    }
  }

  private static double share(final String text) {
    final Matcher matcher = SHARE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("expected a share such as 80%");
    }
    return Integer.parseInt(matcher.group(1));
  }
}
