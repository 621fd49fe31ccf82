package io.framelab.cli;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What is in effect after flags, environment, file and defaults, as {@code --print-config} tells.
 */
final class EffectiveConfig {
  private EffectiveConfig() {}

  /**
   * The values of a parsed command.
   *
   * @param spec of the command.
   * @return values by long flag name without dashes, sorted, as a user could have typed them; flags
   *     that nothing sets are absent.
   */
  static Map<String, String> of(final CommandSpec spec) {
    final Map<String, String> values = new TreeMap<>();
    for (final OptionSpec option : spec.options()) {
      final Object value = option.getValue();
      if (LayeredDefaults.isConfigurable(option) && value != null) {
        values.put(LayeredDefaults.key(option), text(option, value));
      }
    }
    return Collections.unmodifiableMap(values);
  }

  /** As a properties file that {@code --config} reads back. */
  static String asProperties(final CommandSpec spec) {
    final Properties properties = new Properties();
    properties.putAll(of(spec));
    final StringWriter stored = new StringWriter();
    try {
      properties.store(stored, null);
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
    return stored
        .toString()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .sorted()
        .collect(
            Collectors.joining("\n", "# " + spec.name() + " " + BuildInfo.version() + "\n", "\n"));
  }

  /** As it was typed or set; a duration that no text ever stood for, in the grammar of flags. */
  private static String text(final OptionSpec option, final Object value) {
    if (value instanceof Boolean) {
      return value.toString();
    }
    if (!option.originalStringValues().isEmpty()) {
      return option.originalStringValues().get(0);
    }
    return value instanceof Duration duration
        ? Durations.format(duration)
        : option.defaultValueString(true);
  }
}
