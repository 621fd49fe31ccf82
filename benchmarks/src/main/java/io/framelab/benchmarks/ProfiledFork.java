package io.framelab.benchmarks;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.AsyncProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** A process in which one benchmark runs for a short while, and is recorded. Immutable. */
final class ProfiledFork {
  /** Enough for the JIT to have compiled what a benchmark runs. */
  private static final Duration WARMUP = Duration.ofSeconds(2);

  /** Bytes that are allocated between two samples; as in profiles of the server. */
  private static final int ALLOC = 512 * 1024;

  /** The second needs no perf events, which not every system gives. */
  private static final List<String> EVENTS = List.of("cpu", "ctimer");

  private final Path library;
  private final Duration time;

  /**
   * Prepares.
   *
   * @param library of async-profiler.
   * @param time of a recording.
   */
  ProfiledFork(final Path library, final Duration time) {
    this.library = library;
    this.time = time;
  }

  private Duration warmup() {
    return time.compareTo(WARMUP) < 0 ? time : WARMUP;
  }

  /** What a fork takes besides its start, in nanoseconds. */
  long loadNs() {
    return warmup().plus(time).toNanos();
  }

  /**
   * Records the processor and the heap at once.
   *
   * @param params of the benchmark, as it was measured.
   * @param file where the recording goes.
   * @throws RunnerException if the benchmark does not run so.
   * @throws IOException if there is no recording.
   */
  void record(final BenchmarkParams params, final Path file) throws RunnerException, IOException {
    final Path folder = Files.createTempDirectory("framelab-bench-");
    try {
      run(params, folder);
      Files.move(recording(folder), file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      delete(folder);
    }
  }

  private void run(final BenchmarkParams params, final Path folder) throws RunnerException {
    RunnerException failure = null;
    for (final String event : EVENTS) {
      try {
        new Runner(options(params, event, folder).build()).run();
        return;
      } catch (final RunnerException e) {
        failure = e;
      }
    }
    throw failure;
  }

  /** Like the one that was measured, but for its length and the profiler. */
  private ChainedOptionsBuilder options(
      final BenchmarkParams params, final String event, final Path folder) {
    final ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(params.getBenchmark()) + "$")
            .mode(params.getMode())
            .threads(params.getThreads())
            .jvm(params.getJvm())
            .jvmArgs(params.getJvmArgs().toArray(String[]::new))
            .forks(1)
            .warmupForks(0)
            .warmupIterations(1)
            .warmupTime(millis(warmup()))
            .measurementIterations(1)
            .measurementTime(millis(time))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .addProfiler(
                AsyncProfiler.class,
                "libPath=%s;output=jfr;event=%s;alloc=%d;dir=%s"
                    .formatted(library, event, ALLOC, folder));
    params.getParamsKeys().forEach(key -> options.param(key, params.getParam(key)));
    return options;
  }

  private static TimeValue millis(final Duration time) {
    return new TimeValue(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Path recording(final Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".jfr"))
          .findFirst()
          .orElseThrow(() -> new FileNotFoundException("the profiler has left no recording"));
    }
  }

  private static void delete(final Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
