package io.framelab.profiling;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** How many of something have the same stack, at one moment. Immutable. */
public final class CountProfile {
  private static final Comparator<Map.Entry<ProfileBuilder.Stack, long[]>> MOST_FIRST =
      Comparator.comparing(sample -> -sample.getValue()[0]);

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
    final Numbering<Frame> numbers = new Numbering<>(1);
    final List<Map.Entry<ProfileBuilder.Stack, long[]>> samples =
        profile.samples().entrySet().stream().sorted(MOST_FIRST).toList();
    final long total = samples.stream().mapToLong(sample -> sample.getValue()[0]).sum();
    final StringBuilder text =
        new StringBuilder(profile.event().label() + " profile: total " + total + "\n");
    for (final Map.Entry<ProfileBuilder.Stack, long[]> sample : samples) {
      text.append(sample.getValue()[0]).append(" @");
      for (final Frame frame : sample.getKey().frames()) {
        text.append(" 0x").append(Integer.toHexString(numbers.of(frame)));
      }
      text.append('\n');
      for (final Frame frame : sample.getKey().frames()) {
        text.append(
            "#\t0x%x\t%s+0x0\t%s:%d\n"
                .formatted(numbers.of(frame), frame.name(), frame.file(), frame.line()));
      }
      text.append('\n');
    }
    return text.toString();
  }
}
