package io.framelab.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Properties;

/** A configuration file, from which options take their values until nothing may be left. */
final class ConfigFile {
  private final String path;
  private final Properties properties;

  private ConfigFile(final String path, final Properties properties) {
    this.path = path;
    this.properties = properties;
  }

  /**
   * Reads a properties file in UTF-8.
   *
   * @param path empty if there is none.
   * @throws RunFailure if it cannot be read.
   */
  static ConfigFile named(final String path) {
    final Properties properties = new Properties();
    if (!path.isEmpty()) {
      try (Reader reader = Files.newBufferedReader(Path.of(path))) {
        properties.load(reader);
      } catch (final IOException | IllegalArgumentException e) {
        throw RunFailure.usage(
            StandardOptions.CONFIG + " '" + path + "': cannot be read: " + reason(e));
      }
    }
    return new ConfigFile(path, properties);
  }

  private static String reason(final Exception e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof MalformedInputException) {
      return "not text in UTF-8";
    }
    if (e instanceof InvalidPathException || e.getMessage() == null) {
      return "not the name of a file";
    }
    return e.getMessage();
  }

  String path() {
    return path;
  }

  /** The value of a key, once; null if it has none. */
  String take(final String key) {
    final Object value = properties.remove(key);
    return value == null ? null : value.toString().strip();
  }

  /** A key that nobody took is a mistyped flag, and would be a wish that is silently ignored. */
  void refuseWhatIsLeft() {
    if (!properties.isEmpty()) {
      throw RunFailure.usage(
          StandardOptions.CONFIG
              + " '"
              + path
              + "': unknown key '"
              + properties.stringPropertyNames().stream().sorted().findFirst().orElseThrow()
              + "'; keys are the long flags without dashes (see --help-all)");
    }
  }
}
