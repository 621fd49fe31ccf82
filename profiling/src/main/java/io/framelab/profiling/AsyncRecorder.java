package io.framelab.profiling;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Records by async-profiler: Java, native and kernel frames, anywhere and not only at safepoints.
 * The library has one session for the process, so of several recordings the caller starts one at a
 * time.
 */
final class AsyncRecorder implements Recorder {
  /** By default it warns on stdout, which belongs to the ready line. */
  private static final String LOG = ",log=stderr,loglevel=error";

  /** Perf events need a descriptor for each thread; so many must be left for everything else. */
  private static final int DESCRIPTORS_PER_THREAD = 2;

  /** The profiler, as far as it is used. */
  @FunctionalInterface
  interface Commands {
    /** Does what the words say, or throws. */
    String execute(String words) throws IOException;
  }

  private final Commands profiler;

  AsyncRecorder(final Commands profiler) {
    this.profiler = profiler;
  }

  @Override
  public Recording start(final ProfileEvent event, final Path file) throws RecordingException {
    final List<String> comments = new ArrayList<>();
    // once each: what has nothing to do with the engine is said by all of them
    final Set<String> refusals = new LinkedHashSet<>();
    for (final String engine : engines(event, comments)) {
      try {
        profiler.execute("start," + engine + ",jfr,file=" + file + LOG);
        if (!refusals.isEmpty()) {
          comments.add("recorded by " + engine + " because: " + String.join("; ", refusals));
        }
        return new Session(comments);
      } catch (final IOException | RuntimeException e) {
        refusals.add(Reason.of(e));
      }
    }
    throw new RecordingException(
        "async-profiler cannot record: " + String.join("; ", refusals), null);
  }

  /** In the order in which they are tried. */
  private static List<String> engines(final ProfileEvent event, final List<String> comments) {
    final long period = event.period();
    return switch (event) {
      case CPU -> cpuEngines(period, comments);
      case WALL -> List.of("event=wall,interval=" + period);
      case ALLOCS -> List.of("alloc=" + period);
      case HEAP -> List.of("alloc=" + period + ",live");
      case BLOCK, MUTEX, TRACE, GOROUTINE, THREADCREATE ->
          throw new IllegalArgumentException("async-profiler does not record " + event.label());
    };
  }

  private static List<String> cpuEngines(final long period, final List<String> comments) {
    final String interval = ",interval=" + period;
    final List<String> timers = List.of("event=ctimer" + interval, "event=itimer" + interval);
    if (!hasDescriptorsForAllThreads()) {
      comments.add("too many threads for perf events, which need a file descriptor for each");
      return timers;
    }
    final List<String> all = new ArrayList<>(List.of("event=cpu" + interval));
    all.addAll(timers);
    return all;
  }

  /** The engine would take them all, and the server could accept no connection. */
  private static boolean hasDescriptorsForAllThreads() {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      final long free = system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount();
      return DESCRIPTORS_PER_THREAD * ManagementFactory.getThreadMXBean().getThreadCount() < free;
    }
    return true;
  }

  private void stopProfiler() throws RecordingException {
    try {
      profiler.execute("stop" + LOG);
    } catch (final IOException | RuntimeException e) {
      throw new RecordingException("async-profiler cannot stop: " + Reason.of(e), e);
    }
  }

  private final class Session implements Recording {
    private final List<String> comments;

    Session(final List<String> comments) {
      this.comments = comments;
    }

    @Override
    public List<String> stop() throws RecordingException {
      stopProfiler();
      return comments;
    }

    @Override
    public void abort() {
      try {
        stopProfiler();
      } catch (final RecordingException e) {
        // it had stopped by itself; nobody waits for the result
        return;
      }
    }
  }
}
