package io.framelab.profiling;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import one.jfr.JfrReader;
import one.jfr.event.AllocationSample;
import one.jfr.event.ContendedLock;
import one.jfr.event.Event;
import one.jfr.event.ExecutionSample;
import one.jfr.event.LiveObject;

/**
 * Reads a recording of async-profiler or of the JDK into a profile, in one pass. For one thread.
 */
final class JfrSamples {
  /** So many places has the profiler's table of objects that may still be in use. */
  private static final int LIVE_MAX = 1024;

  private final JfrReader reader;
  private final JfrFrames frames;
  private final ProfileBuilder profile;
  private int live;

  private JfrSamples(final JfrReader reader, final ProfileBuilder profile) {
    this.reader = reader;
    this.frames = new JfrFrames(reader);
    this.profile = profile;
  }

  /**
   * Adds all samples of a recording to a profile.
   *
   * @return what the recorder wrote about itself, by its own names.
   * @throws IOException if the file is no whole recording.
   */
  static Map<String, String> read(final Path recording, final ProfileBuilder profile)
      throws IOException {
    try (JfrReader reader = new JfrReader(recording.toString())) {
      reader.registerEvent("jdk.JavaMonitorWait", MonitorWait.class);
      final JfrSamples samples = new JfrSamples(reader, profile);
      samples.readAll();
      if (samples.live >= LIVE_MAX) {
        profile.comment("more was in use than the profiler can keep in mind: record for less time");
      }
      profile.setTime(reader.startNanos, reader.durationNanos());
      return new HashMap<>(reader.settings);
    } catch (final RuntimeException e) {
      // the reader trusts what it reads
      throw new IOException("the recording cannot be read: " + e, e);
    }
  }

  /** By chunks, because the next chunk may give the same numbers to other stacks. */
  private void readAll() throws IOException {
    reader.stopAtNewChunk = true;
    while (reader.hasMoreChunks()) {
      final Map<Group, long[]> sums = new HashMap<>();
      for (Event event = reader.readEvent(); event != null; event = reader.readEvent()) {
        add(sums, event);
      }
      final boolean knowsTime = sums.keySet().stream().anyMatch(Group::isTime);
      sums.forEach(
          (group, values) -> {
            if (group.isTime() || !knowsTime) {
              add(group, values);
            }
          });
    }
  }

  /** Recordings of the JDK have also what other recordings, which run meanwhile, have asked for. */
  private void add(final Group group, final long[] values) {
    final List<Frame> stack = frames.stack(group.stackTraceId());
    final String className = frames.className(group.classId());
    final boolean counts =
        switch (profile.event()) {
          case CPU -> group.isTime() || !frames.isInNativeMethod(group.stackTraceId());
          case MUTEX -> LockWaits.isForLock(stack.get(0), className);
          default -> true;
        };
    if (counts) {
      profile.add(stack, className, values);
    }
  }

  private void add(final Map<Group, long[]> sums, final Event event) {
    final long[] values = values(event);
    if (values == null) {
      return;
    }
    final boolean isTime =
        event instanceof ExecutionSample sample
            && sample.threadState == ExecutionSample.CPU_TIME_SAMPLE;
    final long[] sum =
        sums.computeIfAbsent(
            new Group(event.stackTraceId, event.classId(), isTime),
            none -> new long[values.length]);
    for (int i = 0; i < values.length; i++) {
      sum[i] += values[i];
    }
  }

  /** Null for an event that is no sample of this profile. */
  private long[] values(final Event event) {
    final long period = profile.event().period();
    return switch (profile.event()) {
      case CPU, WALL ->
          event instanceof ExecutionSample sample
              ? new long[] {sample.samples, sample.samples * period}
              : null;
      case ALLOCS, HEAP -> memory(event, period);
      case BLOCK -> event instanceof MonitorWait wait ? waited(wait.duration) : contended(event);
      case MUTEX -> contended(event);
      case TRACE, GOROUTINE, THREADCREATE -> null;
    };
  }

  private long[] contended(final Event event) {
    return event instanceof ContendedLock lock ? waited(lock.duration) : null;
  }

  private long[] waited(final long ticks) {
    return new long[] {1, Math.round(ticks * reader.nanosPerTick)};
  }

  private long[] memory(final Event event, final long period) {
    if (event instanceof AllocationSample sample) {
      final Weight weight = Weight.of(sample.allocationSize, sample.tlabSize);
      return new long[] {weight.objects(), weight.bytes(), 0, 0};
    }
    if (event instanceof LiveObject object) {
      live++;
      final Weight weight = Weight.of(object.allocationSize, period);
      return new long[] {0, 0, weight.objects(), weight.bytes()};
    }
    return null;
  }

  /** Samples of processor time are known as such only where the JDK has them. */
  private record Group(int stackTraceId, long classId, boolean isTime) {}
}
