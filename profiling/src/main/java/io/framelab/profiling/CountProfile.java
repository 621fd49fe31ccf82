package io.framelab.profiling;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** How many of something have the same stack, at one moment. Immutable. */
public final class CountProfile {
  private final ProfileBuilder profile;

  /** Of a profile that has one value for each stack, and does not change any more. */
  CountProfile(final ProfileBuilder profile) {
    this.profile = profile;
  }

  /**
   * What {@code go tool pprof} reads.
   *
   * @return gzipped.
   */
  public byte[] pprof() {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PprofWriter.write(profile, out);
    } catch (final IOException e) {
      throw new UncheckedIOException("nothing is written but memory", e);
    }
    return out.toByteArray();
  }

  /**
   * What Go shows with {@code debug=1}: the stacks that most have, first. Where it has addresses,
   * places are numbered.
   *
   * @return text.
   */
  public String text() {
    return LegacyText.of(profile);
  }
}
