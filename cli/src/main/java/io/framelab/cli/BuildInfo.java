package io.framelab.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which build this is, so that every result can say what made it. Any thread. */
public final class BuildInfo {
  private static final Properties BUILD = load();

  private BuildInfo() {}

  /**
   * The project's version.
   *
   * @return as the build wrote it, such as {@code 0.1.0-SNAPSHOT}.
   */
  public static String version() {
    return BUILD.getProperty("version");
  }

  /**
   * The commit that was built.
   *
   * @return its abbreviated id; with {@code -dirty} when files differed from it; {@code unknown}
   *     when there was no git to ask.
   */
  public static String commit() {
    return BUILD.getProperty("commit");
  }

  private static Properties load() {
    final Properties build = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream("build.properties")) {
      build.load(in);
      return build;
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
