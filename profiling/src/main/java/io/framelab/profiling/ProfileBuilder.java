package io.framelab.profiling;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A profile while it is put together: stacks, and the sums of their values. For one thread.
 *
 * <p>The class that a sample allocated or waited for is a label and no frame, so that the top of a
 * profile names methods.
 */
final class ProfileBuilder {
  private final ProfileEvent event;
  private final String program;
  private final Map<Stack, long[]> samples = new LinkedHashMap<>();
  private final List<String> comments = new ArrayList<>();
  private long startedAtNs;
  private long durationNs;

  /**
   * An empty profile.
   *
   * @param program what the tool shows as the file that was profiled.
   */
  ProfileBuilder(final ProfileEvent event, final String program) {
    this.event = event;
    this.program = program;
  }

  /** When it was recorded: nanoseconds since the epoch, and how long. */
  void setTime(final long startNs, final long lengthNs) {
    startedAtNs = startNs;
    durationNs = lengthNs;
  }

  /** A line for whoever asks the tool for {@code -comments}. */
  void comment(final String line) {
    comments.add(line);
  }

  /**
   * Adds to what was found on a stack.
   *
   * @param stack the innermost frame first.
   * @param className what was allocated or waited for; empty if nothing.
   * @param values as many as the event has types.
   */
  void add(final List<Frame> stack, final String className, final long... values) {
    final long[] sums =
        samples.computeIfAbsent(new Stack(stack, className), none -> new long[values.length]);
    for (int i = 0; i < values.length; i++) {
      sums[i] += values[i];
    }
  }

  ProfileEvent event() {
    return event;
  }

  String program() {
    return program;
  }

  Map<Stack, long[]> samples() {
    return samples;
  }

  List<String> comments() {
    return comments;
  }

  long startedAtNs() {
    return startedAtNs;
  }

  long durationNs() {
    return durationNs;
  }

  /** What samples are summed by. */
  record Stack(List<Frame> frames, String className) {}
}
