package io.framelab.profiling;

import java.util.List;
import java.util.Locale;

/**
 * All threads of this JVM at one moment; virtual ones where the JDK tells them. For Go's tools they
 * are goroutines. Immutable.
 */
public final class ThreadDump {
  /** As Go, which shows no more of very many. */
  private static final int TEXT_MAX = 64 << 20;

  private final String program;
  private final long takenAtNs;
  private final List<ThreadStack> threads;
  private final List<String> comments;

  /** Of these threads, with what a reader should know of how they were found. */
  ThreadDump(
      final String program,
      final long takenAtNs,
      final List<ThreadStack> threads,
      final List<String> comments) {
    this.program = program;
    this.takenAtNs = takenAtNs;
    this.threads = threads;
    this.comments = comments;
  }

  /**
   * How many threads are where.
   *
   * @return a sample for each stack.
   */
  public CountProfile profile() {
    final ProfileBuilder profile = new ProfileBuilder(ProfileEvent.GOROUTINE, program);
    profile.setTime(takenAtNs, 0);
    comments.forEach(profile::comment);
    for (final ThreadStack thread : threads) {
      profile.add(thread.frames().isEmpty() ? List.of(Frame.UNKNOWN) : thread.frames(), "", 1);
    }
    return new CountProfile(profile);
  }

  /**
   * Every thread by itself, in the form in which Go shows them when a program panics.
   *
   * @return text; what is beyond 64 MiB is left out.
   */
  public String stacks() {
    final StringBuilder text = new StringBuilder();
    for (final ThreadStack thread : threads) {
      if (text.length() > TEXT_MAX) {
        return text.append("...and more threads\n").toString();
      }
      append(text, thread);
    }
    return text.toString();
  }

  List<ThreadStack> threads() {
    return threads;
  }

  private static void append(final StringBuilder text, final ThreadStack thread) {
    final String state =
        thread.state().isEmpty()
            ? "unknown"
            : thread.state().toLowerCase(Locale.ROOT).replace('_', ' ');
    text.append("goroutine ")
        .append(thread.id())
        .append(" [")
        .append(state)
        .append(thread.isVirtual() ? ", virtual" : "")
        .append("] \"")
        .append(thread.name().replaceAll("\\p{Cntrl}", " "))
        .append("\":\n");
    for (final Frame frame : thread.frames()) {
      text.append(frame.name()).append("(...)\n\t").append(place(frame)).append('\n');
    }
    text.append('\n');
  }

  private static String place(final Frame frame) {
    return frame.file().isEmpty() ? "unknown:0" : frame.file() + ":" + frame.line();
  }
}
