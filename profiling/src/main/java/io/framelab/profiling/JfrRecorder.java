package io.framelab.profiling;

import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Configuration;
import jdk.jfr.FlightRecorder;

/**
 * Records by the JDK's own flight recorder: it needs no native code, counts every wait instead of
 * taking samples, and makes any number of recordings at once. Any thread may use it.
 */
final class JfrRecorder implements Recorder {
  /** So that no recording fills a disk; what is oldest goes then. */
  private static final long MAX_BYTES = 64L << 20;

  private static final String CPU_TIME = "jdk.CPUTimeSample";
  private static final String BY_THE_JDK = "recorded by the JDK's flight recorder: ";

  private final long maxBytes;

  JfrRecorder() {
    this(MAX_BYTES);
  }

  /** With a bound of its own, in bytes; the JDK keeps one chunk at the least. */
  JfrRecorder(final long maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  public Recording start(final ProfileEvent event, final Path file) throws RecordingException {
    if (!isPartOfThisJava()) {
      throw new RecordingException(
          "this Java has no flight recorder: it was made without the module jdk.jfr", null);
    }
    try {
      final jdk.jfr.Recording recording = recording(event);
      try {
        recording.setMaxSize(maxBytes);
        final List<String> comments = enable(event, recording);
        recording.start();
        return new Session(recording, file, comments);
      } catch (final RuntimeException | LinkageError e) {
        recording.close();
        throw e;
      }
    } catch (final IOException | ParseException | RuntimeException | LinkageError e) {
      throw new RecordingException("the JDK's flight recorder cannot record: " + Reason.of(e), e);
    }
  }

  /** A runtime may be made without; finding out does not touch it. */
  static boolean isPartOfThisJava() {
    return ModuleLayer.boot().findModule("jdk.jfr").isPresent();
  }

  private static jdk.jfr.Recording recording(final ProfileEvent event)
      throws IOException, ParseException {
    return event == ProfileEvent.TRACE
        ? new jdk.jfr.Recording(Configuration.getConfiguration("profile"))
        : new jdk.jfr.Recording();
  }

  /** What a reader should know of it. */
  private static List<String> enable(final ProfileEvent event, final jdk.jfr.Recording recording) {
    return switch (event) {
      case CPU -> enableCpu(recording);
      case ALLOCS -> {
        recording.enable("jdk.ObjectAllocationInNewTLAB").withStackTrace();
        recording.enable("jdk.ObjectAllocationOutsideTLAB").withStackTrace();
        yield List.of(
            BY_THE_JDK + "one sample for each buffer that a thread takes of the heap (its TLAB)");
      }
      case BLOCK -> {
        enableWaits(recording, "jdk.JavaMonitorWait");
        yield enableLocks(recording);
      }
      case MUTEX -> enableLocks(recording);
      case TRACE -> List.of();
      case WALL, HEAP, GOROUTINE, THREADCREATE ->
          throw new IllegalArgumentException("the JDK does not record " + event.label());
    };
  }

  private static List<String> enableCpu(final jdk.jfr.Recording recording) {
    final Duration period = Duration.ofNanos(ProfileEvent.CPU.period());
    if (knowsCpuTime()) {
      recording.enable(CPU_TIME).withStackTrace().with("throttle", period.toMillis() + "ms");
      return List.of(BY_THE_JDK + "no frames of native code and of the kernel");
    }
    // not NativeMethodSample: those threads mostly wait
    recording.enable("jdk.ExecutionSample").withPeriod(period);
    return List.of(
        BY_THE_JDK
            + "not processor time, a few of the threads that run Java code at each moment;"
            + " no frames of native code and of the kernel");
  }

  private static boolean knowsCpuTime() {
    return System.getProperty("os.name").startsWith("Linux")
        && FlightRecorder.getFlightRecorder().getEventTypes().stream()
            .anyMatch(type -> CPU_TIME.equals(type.getName()));
  }

  private static List<String> enableLocks(final jdk.jfr.Recording recording) {
    enableWaits(recording, "jdk.JavaMonitorEnter");
    enableWaits(recording, "jdk.ThreadPark");
    return List.of(
        BY_THE_JDK
            + "every wait that ended meanwhile, by who waited and not by who held the lock;"
            + " those of virtual threads are missing");
  }

  private static void enableWaits(final jdk.jfr.Recording recording, final String name) {
    recording.enable(name).withoutThreshold().withStackTrace();
  }

  private final class Session implements Recording {
    private final jdk.jfr.Recording recording;
    private final Path file;
    private final List<String> comments;

    Session(final jdk.jfr.Recording recording, final Path file, final List<String> comments) {
      this.recording = recording;
      this.file = file;
      this.comments = comments;
    }

    @Override
    public List<String> stop() throws RecordingException {
      try (recording) {
        recording.stop();
        recording.dump(file);
        final List<String> all = new ArrayList<>(comments);
        Shortfall.of(file, recording.getStartTime(), maxBytes).ifPresent(all::add);
        return all;
      } catch (final IOException | RuntimeException e) {
        throw new RecordingException("the JDK's flight recorder cannot stop: " + Reason.of(e), e);
      }
    }

    @Override
    public void abort() {
      recording.close();
    }
  }
}
