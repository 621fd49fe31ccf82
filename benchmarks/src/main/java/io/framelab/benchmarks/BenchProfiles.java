package io.framelab.benchmarks;

import io.framelab.benchmarks.output.ProfileFiles;
import io.framelab.benchmarks.output.Progress;
import io.framelab.benchmarks.output.TimeLeft;
import io.framelab.profiling.NativeFile;
import io.framelab.profiling.Profile;
import io.framelab.profiling.ProfileEvent;
import io.framelab.profiling.RecordingException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.AsyncProfiler;
import org.openjdk.jmh.profile.ProfilerException;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Profiles benchmarks that were measured before, each in a process of its own whose figures nobody
 * keeps. What goes wrong is noted, and no reason to fail. The main thread only.
 */
final class BenchProfiles {
  private static final String PROGRAM = "framelab-bench";

  private final Path folder;
  private final Duration time;
  private final Progress progress;
  private final List<String> notes = new ArrayList<>();
  private final List<BenchProfile> profiles = new ArrayList<>();

  /** So that no benchmark writes over the files of another. */
  private final Set<String> names = new HashSet<>();

  /**
   * Prepares.
   *
   * @param folder of the result.
   * @param time of each recording.
   * @param progress is told how far it is.
   */
  BenchProfiles(final Path folder, final Duration time, final Progress progress) {
    this.folder = folder;
    this.time = time;
    this.progress = progress;
  }

  /** What a reader should know besides. */
  List<String> notes() {
    return notes;
  }

  /**
   * Profiles each.
   *
   * @param measured what JMH has just run.
   * @return two of each, as far as there are any.
   */
  List<BenchProfile> take(final Collection<RunResult> measured) {
    try (NativeFile library = NativeFile.extract(BenchProfiles::load)) {
      final ProfiledFork fork = new ProfiledFork(library.path(), time);
      final ProfileFiles files = new ProfileFiles(folder);
      final TimeLeft timeLeft = new TimeLeft(measured.size(), fork.loadNs());
      for (final RunResult result : measured) {
        final BenchmarkParams params = result.getParams();
        final String name = freeName(params);
        progress.step("profiling " + name + ", " + timeLeft.text(0));
        final long startedNs = System.nanoTime();
        take(params, fork, files, name);
        timeLeft.runTook(System.nanoTime() - startedNs);
      }
    } catch (final RecordingException e) {
      note("no profiles: " + e.getMessage());
    } catch (final IOException e) {
      note("not all profiles could be kept: " + e);
    } finally {
      progress.clear();
    }
    return profiles;
  }

  /** By the class that will load it in the processes, too. */
  private static void load(final Path library) throws IOException {
    try {
      new AsyncProfiler("libPath=" + library);
    } catch (final ProfilerException e) {
      final Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(cause.getMessage(), e);
    }
  }

  private void take(
      final BenchmarkParams params,
      final ProfiledFork fork,
      final ProfileFiles files,
      final String name)
      throws IOException {
    final Path recording = files.file(name + ".jfr");
    try {
      fork.record(params, recording);
    } catch (final RunnerException e) {
      note(name + " has no profile: " + e.getMessage());
      return;
    }
    try (Profile cpu = new Profile(ProfileEvent.CPU, PROGRAM, recording, List.of())) {
      profiles.add(write(params, cpu, "cpu", files, name));
      // of the same recording, which knows both
      final Profile alloc = new Profile(ProfileEvent.ALLOCS, PROGRAM, recording, List.of());
      profiles.add(write(params, alloc, "alloc", files, name));
    }
  }

  private static BenchProfile write(
      final BenchmarkParams params,
      final Profile profile,
      final String event,
      final ProfileFiles files,
      final String name)
      throws IOException {
    final String title = name + ": " + profile.event().shown();
    return new BenchProfile(
        params.getBenchmark(),
        params.getMode().shortLabel(),
        byName(params),
        event,
        files.pprof(name + "." + event, profile),
        files.page(name + "." + event, profile.flamePage(title).html()),
        profile.engineNotes());
  }

  private static Map<String, String> byName(final BenchmarkParams params) {
    final Map<String, String> byName = new LinkedHashMap<>();
    params.getParamsKeys().forEach(key -> byName.put(key, params.getParam(key)));
    return byName;
  }

  /** Class, method, mode and parameters, in letters that every file system has. */
  private String freeName(final BenchmarkParams params) {
    final String[] path = params.getBenchmark().split("\\.");
    final StringBuilder name =
        new StringBuilder(path[path.length - 2] + "." + path[path.length - 1]);
    name.append('-').append(params.getMode().shortLabel());
    byName(params).forEach((key, value) -> name.append('-').append(key).append('-').append(value));
    String free = name.toString().replaceAll("[^A-Za-z0-9_.-]", "_");
    while (!names.add(free)) {
      free += "_";
    }
    return free;
  }

  private void note(final String text) {
    final String line = text.replaceAll("\\s+", " ");
    notes.add(line);
    progress.line("framelab bench: " + line);
  }
}
