package io.framelab.profiling;

import one.jfr.JfrReader;
import one.jfr.event.Event;

/**
 * Time spent in {@link Object#wait}, which the JDK records and the reader does not know by itself.
 * Immutable. Public because the reader makes it, from what follows in the recording.
 */
public final class MonitorWait extends Event {
  /** How long, in the recording's ticks. */
  final long duration;

  private final int classId;

  /**
   * The next event of the recording.
   *
   * @param reader that stands at it.
   */
  public MonitorWait(final JfrReader reader) {
    this(
        reader.getVarlong(),
        reader.getVarlong(),
        reader.getVarint(),
        reader.getVarint(),
        reader.getVarint());
  }

  /** In the order of the fields of {@code jdk.JavaMonitorWait}. */
  private MonitorWait(
      final long time,
      final long duration,
      final int threadId,
      final int stackTraceId,
      final int classId) {
    super(time, threadId, stackTraceId);
    this.duration = duration;
    this.classId = classId;
  }

  @Override
  public long classId() {
    return classId;
  }
}
