package io.framelab.profiling;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What a recording of the JDK has lost because it may not grow for ever: the JDK drops its oldest
 * part, and does not say so. Stateless; any thread may use it.
 */
final class Shortfall {
  private static final String WORDS = "the beginning is missing: ";

  /** Where the head of a chunk has the time at which the chunk begins, in nanoseconds. */
  private static final int STARTED_AT = 32;

  /** The first chunk begins with the recording, but the two clocks are not read at once. */
  private static final Duration USUAL = Duration.ofMillis(100);

  private Shortfall() {}

  /**
   * Compares where a recording begins with where it should.
   *
   * @param file of the recording, complete.
   * @param startedAt when it was started.
   * @param maxBytes that it was allowed to have.
   * @return for whoever reads it; empty if it is whole.
   * @throws IOException if the file cannot be read.
   */
  static Optional<String> of(final Path file, final Instant startedAt, final long maxBytes)
      throws IOException {
    final long beginsAtNs;
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      in.skipNBytes(STARTED_AT);
      beginsAtNs = in.readLong();
    }
    final Duration lost = Duration.between(startedAt, Instant.ofEpochSecond(0, beginsAtNs));
    if (lost.compareTo(USUAL) <= 0) {
      return Optional.empty();
    }
    final double seconds = lost.toMillis() / (double) TimeUnit.SECONDS.toMillis(1);
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s%.1f s were dropped, because a recording of the JDK keeps %d MiB; record for less time",
            WORDS,
            seconds,
            maxBytes >> 20));
  }

  /** Finds it among all that a reader should know. */
  static Optional<String> in(final List<String> comments) {
    return comments.stream().filter(comment -> comment.startsWith(WORDS)).findFirst();
  }
}
