package io.framelab.profiling;

import io.framelab.profiling.ProfileBuilder.Stack;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Writes one profile in the text that Go shows with {@code debug=1}, by its runtime/pprof: what has
 * most, first. Where Go has addresses, places are numbered, and where it tells of its memory, this
 * tells the comments. Once, for one thread.
 */
final class LegacyText {
  /** In which waiting is told: nanoseconds. */
  private static final long CYCLES_PER_SECOND = 1_000_000_000;

  /** Which values of a sample of memory are which. */
  private static final class Memory {
    static final int ALLOC_OBJECTS = 0;
    static final int ALLOC_BYTES = 1;
    static final int INUSE_OBJECTS = 2;
    static final int INUSE_BYTES = 3;

    private Memory() {}
  }

  private final ProfileBuilder profile;
  private final Numbering<Frame> numbers = new Numbering<>(1);
  private final StringBuilder text = new StringBuilder();

  private LegacyText(final ProfileBuilder profile) {
    this.profile = profile;
  }

  /** The whole text. */
  static String of(final ProfileBuilder profile) {
    final LegacyText writer = new LegacyText(profile);
    switch (profile.event()) {
      case ALLOCS, HEAP -> writer.writeMemory();
      case BLOCK -> writer.writeWaits("--- contention:\n", "");
      case MUTEX -> writer.writeWaits("--- mutex:\n", "sampling period=1\n");
      case GOROUTINE, THREADCREATE -> writer.writeCounts();
      case CPU, WALL, TRACE ->
          throw new IllegalArgumentException("Go has no text for " + profile.event().label());
    }
    profile.comments().forEach(comment -> writer.text.append("# " + comment + "\n"));
    return writer.text.toString();
  }

  private void writeCounts() {
    text.append(profile.event().label() + " profile: total " + total(0) + "\n");
    for (final Map.Entry<Stack, long[]> sample : byMost(0, 0)) {
      writeStack(Long.toString(sample.getValue()[0]), sample.getKey());
    }
  }

  /**
   * The rate at the end is twice that of the samples, says Go, and readers of the text scale by it.
   * Here the values stand for all objects already, so that the rate is 1.
   */
  private void writeMemory() {
    final long inuse = total(Memory.INUSE_BYTES);
    final long alloc = total(Memory.ALLOC_BYTES);
    text.append(
        "heap profile: %d: %d [%d: %d] @ heap/2\n"
            .formatted(
                total(Memory.INUSE_OBJECTS),
                inuse,
                total(Memory.ALLOC_OBJECTS),
                // readers take a profile in which both are equal for one that has only one of them
                alloc == inuse ? alloc + 1 : alloc));
    for (final Map.Entry<Stack, long[]> sample : byMost(Memory.INUSE_BYTES, Memory.ALLOC_BYTES)) {
      final long[] values = sample.getValue();
      final String sums =
          "%d: %d [%d: %d]"
              .formatted(
                  values[Memory.INUSE_OBJECTS],
                  values[Memory.INUSE_BYTES],
                  values[Memory.ALLOC_OBJECTS],
                  values[Memory.ALLOC_BYTES]);
      writeStack(sums, sample.getKey());
    }
  }

  private void writeWaits(final String title, final String period) {
    text.append(title).append("cycles/second=" + CYCLES_PER_SECOND + "\n").append(period);
    for (final Map.Entry<Stack, long[]> sample : byMost(1, 1)) {
      final long[] values = sample.getValue();
      writeStack(values[1] + " " + values[0], sample.getKey());
    }
  }

  private void writeStack(final String sums, final Stack stack) {
    text.append(sums).append(" @");
    for (final Frame frame : stack.frames()) {
      text.append(" 0x").append(Integer.toHexString(numbers.of(frame)));
    }
    text.append('\n');
    if (!stack.className().isEmpty()) {
      text.append("# labels: {\"class\":\"").append(stack.className()).append("\"}\n");
    }
    for (final Frame frame : stack.frames()) {
      text.append(
          "#\t0x%x\t%s+0x0\t%s:%d\n"
              .formatted(numbers.of(frame), frame.name(), frame.file(), frame.line()));
    }
    text.append('\n');
  }

  private long total(final int value) {
    return profile.samples().values().stream().mapToLong(values -> values[value]).sum();
  }

  /** Those that have most of a value first, and by another one where that is the same. */
  private List<Map.Entry<Stack, long[]>> byMost(final int value, final int other) {
    final Comparator<Map.Entry<Stack, long[]>> first =
        Comparator.comparing(sample -> -sample.getValue()[value]);
    return profile.samples().entrySet().stream()
        .sorted(first.thenComparing(sample -> -sample.getValue()[other]))
        .toList();
  }
}
