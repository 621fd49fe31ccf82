package io.framelab.profiling;

import java.util.List;
import java.util.Locale;

/**
 * What can be profiled, and what pprof is told of it: the same types, units and periods as those of
 * Go's own profiles, so that whoever knows those reads these. Immutable.
 */
public enum ProfileEvent {
  /** Processor time, one sample for every period of it. */
  CPU(
      List.of(new ValueType("samples", "count"), new ValueType("cpu", "nanoseconds")),
      new ValueType("cpu", "nanoseconds"),
      10_000_000,
      ""),
  /** Time that passes, whether a thread runs or waits. */
  WALL(
      List.of(new ValueType("samples", "count"), new ValueType("wall", "nanoseconds")),
      new ValueType("wall", "nanoseconds"),
      50_000_000,
      ""),
  /** What was allocated; what of it is still alive is in {@link #HEAP}. */
  ALLOCS(Types.MEMORY, Types.SPACE, Types.SPACE_PERIOD, "alloc_space"),
  /** What was allocated, and what of it was still alive at the end. */
  HEAP(Types.MEMORY, Types.SPACE, Types.SPACE_PERIOD, ""),
  /** Waiting for monitors, locks and other threads. */
  BLOCK(Types.WAITS, Types.CONTENTIONS, 1, ""),
  /** Waiting for monitors and locks that somebody else holds. */
  MUTEX(Types.WAITS, Types.CONTENTIONS, 1, ""),
  /** Everything that the JDK tells; a recording, from which no profile is made. */
  TRACE(List.of(), Types.CONTENTIONS, 1, ""),
  /** Threads, where they are; nothing is recorded for it. */
  GOROUTINE(List.of(Types.GOROUTINES), Types.GOROUTINES, 1, ""),
  /** Threads, by what they are for; nothing is recorded for it. */
  THREADCREATE(List.of(Types.THREADS), Types.THREADS, 1, "");

  private final List<ValueType> sampleTypes;
  private final ValueType periodType;
  private final long period;
  private final String defaultSampleType;

  ProfileEvent(
      final List<ValueType> sampleTypes,
      final ValueType periodType,
      final long period,
      final String defaultSampleType) {
    this.sampleTypes = sampleTypes;
    this.periodType = periodType;
    this.period = period;
    this.defaultSampleType = defaultSampleType;
  }

  /**
   * Its name for people.
   *
   * @return for example {@code cpu}.
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What a flame graph of it shows.
   *
   * @return for people, with the unit.
   */
  public String shown() {
    final ValueType type = sampleTypes.get(shownValue());
    return label() + " (" + type.type() + ", " + type.unit() + ")";
  }

  /** Which value a flame graph is made of: samples of time, bytes, or the time that was waited. */
  int shownValue() {
    return this == CPU || this == WALL ? 0 : 1;
  }

  /** What can be recorded once at a time; the two about memory are one. */
  String place() {
    return (this == HEAP ? ALLOCS : this).label();
  }

  /** Whether async-profiler records it. */
  boolean isForProfiler() {
    return switch (this) {
      case CPU, WALL, ALLOCS, HEAP -> true;
      case BLOCK, MUTEX, TRACE, GOROUTINE, THREADCREATE -> false;
    };
  }

  /** Whether the JDK records it, if need be. */
  boolean isForJdk() {
    return switch (this) {
      case CPU, ALLOCS, BLOCK, MUTEX, TRACE -> true;
      case WALL, HEAP, GOROUTINE, THREADCREATE -> false;
    };
  }

  /** What the values of a sample are, in their order. */
  List<ValueType> sampleTypes() {
    return sampleTypes;
  }

  /** What there is a sample for every {@link #period} of. */
  ValueType periodType() {
    return periodType;
  }

  /** In units of {@link #periodType}; recorders sample so often, and values are scaled by it. */
  long period() {
    return period;
  }

  /** Which values pprof shows unless told; empty for the last. */
  String defaultSampleType() {
    return defaultSampleType;
  }

  /** Shared by constants, which may not refer to fields of the enum itself. */
  private static final class Types {
    static final List<ValueType> MEMORY =
        List.of(
            new ValueType("alloc_objects", "count"),
            new ValueType("alloc_space", "bytes"),
            new ValueType("inuse_objects", "count"),
            new ValueType("inuse_space", "bytes"));
    static final ValueType SPACE = new ValueType("space", "bytes");
    static final long SPACE_PERIOD = 512 * 1024;
    static final List<ValueType> WAITS =
        List.of(new ValueType("contentions", "count"), new ValueType("delay", "nanoseconds"));
    static final ValueType CONTENTIONS = new ValueType("contentions", "count");
    static final ValueType GOROUTINES = new ValueType("goroutine", "count");
    static final ValueType THREADS = new ValueType("threadcreate", "count");

    private Types() {}
  }
}
