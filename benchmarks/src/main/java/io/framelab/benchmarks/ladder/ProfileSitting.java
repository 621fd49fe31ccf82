package io.framelab.benchmarks.ladder;

import io.framelab.benchmarks.ladder.result.EngineProfile;
import io.framelab.benchmarks.ladder.result.LadderConfig;
import io.framelab.benchmarks.ladder.result.LadderResult;
import io.framelab.benchmarks.ladder.result.ServerFacts;
import io.framelab.benchmarks.output.ProfileFiles;
import io.framelab.benchmarks.output.Progress;
import io.framelab.benchmarks.output.TimeLeft;
import io.framelab.benchmarks.process.LiveProcesses;
import io.framelab.benchmarks.process.Rung;
import io.framelab.benchmarks.process.ServerRecording;
import io.framelab.cli.RunFailure;
import io.framelab.loadgen.IntervalSnapshot;
import io.framelab.loadgen.report.Words;
import io.framelab.profiling.Profile;
import io.framelab.profiling.ProfileEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Profiles every engine of ours that works, one after the other, under the load of the ladder. It
 * comes after all that is measured, and nothing that goes wrong here makes a ladder fail: a note
 * says so. The ladder's thread only.
 */
final class ProfileSitting {
  /** What tools show as the file that was profiled. */
  private static final String PROGRAM = "framelab";

  private final LadderConfig config;
  private final Duration time;
  private final Path folder;
  private final Progress progress;
  private final List<String> notes = new ArrayList<>();
  private final List<Recorded> recorded = new ArrayList<>();

  /**
   * Prepares.
   *
   * @param config of the load.
   * @param time of each recording.
   * @param folder of the result.
   * @param progress is told how far it is.
   */
  ProfileSitting(
      final LadderConfig config, final Duration time, final Path folder, final Progress progress) {
    this.config = config;
    this.time = time;
    this.folder = folder;
    this.progress = progress;
  }

  /**
   * Runs it.
   *
   * @param rungs in the order of the ladder; only those of ours are profiled.
   * @param measured what came out of the ladder.
   * @return the same with profiles, as far as there are any.
   */
  LadderResult run(final List<Rung> rungs, final LadderResult measured)
      throws InterruptedException {
    final List<EngineProfile> profiles = new ArrayList<>();
    try {
      final ProfileFiles files = new ProfileFiles(folder);
      recordAll(working(rungs.stream().filter(Rung::ours).toList(), measured), files);
      final ProfilePages pages = new ProfilePages(files);
      for (final Recorded one : recorded) {
        progress.detail("drawing " + one.event() + " of " + one.rung().title());
        profiles.add(pages.write(one, recorded));
      }
    } catch (final IOException e) {
      note("not all profiles could be kept: " + e);
    } finally {
      progress.clear();
      recorded.forEach(this::close);
    }
    return measured.profiled(profiles, notes);
  }

  private List<Rung> working(final List<Rung> rungs, final LadderResult measured) {
    final List<Rung> working = new ArrayList<>(rungs);
    for (final ServerFacts server : measured.servers()) {
      if (server.problem() != null && working.removeIf(rung -> rung.name().equals(server.name()))) {
        note("engine " + server.name() + " has no profile: " + server.problem());
      }
    }
    return working;
  }

  private void recordAll(final List<Rung> rungs, final ProfileFiles files)
      throws InterruptedException {
    final TimeLeft timeLeft =
        new TimeLeft(rungs.size(), config.warmupNs() + Recorded.EVENTS.size() * time.toNanos());
    try (LiveProcesses processes = new LiveProcesses()) {
      final Runner runner = new Runner(config, processes);
      for (final Rung rung : rungs) {
        progress.step("profiling " + rung.title() + ", " + timeLeft.text(0));
        final long startedNs = System.nanoTime();
        try {
          runner.profile(
              rung.profiled(),
              snapshot -> goesOn(rung, snapshot, timeLeft),
              (port, acked) -> record(rung, port, acked, files));
          timeLeft.runTook(System.nanoTime() - startedNs);
        } catch (final RunFailure e) {
          if (processes.isClosed()) {
            throw e;
          }
          note(rung.title() + " could not be profiled to the end: " + e.getMessage());
          timeLeft.dropped(1);
        }
      }
    }
  }

  private void goesOn(final Rung rung, final IntervalSnapshot snapshot, final TimeLeft timeLeft) {
    progress.detail(
        "profiling %s, warm-up: %s acks/s, %s"
            .formatted(
                rung.title(),
                Words.count(snapshot.ackedPerSec()),
                timeLeft.text(snapshot.elapsedNs())));
  }

  /** On the load generator's thread, which is the ladder's. */
  private void record(
      final Rung rung, final int port, final LongSupplier acked, final ProfileFiles files) {
    for (final ProfileEvent event : Recorded.EVENTS) {
      final String name = Recorded.name(event);
      progress.detail("profiling " + rung.title() + ": " + name);
      final Path file = files.file(rung.name() + "." + name + ".jfr");
      final long before = acked.getAsLong();
      try {
        ServerRecording.fetch(port, event, time, file);
        recorded.add(
            new Recorded(
                rung,
                new Profile(event, PROGRAM, file, List.of(load(rung))),
                acked.getAsLong() - before));
      } catch (final IOException e) {
        note(rung.title() + " has no profile of " + name + ": " + e.getMessage());
      }
    }
  }

  private String load(final Rung rung) {
    return "%s under %d connections, window %d, payload %s B"
        .formatted(rung.title(), config.connections(), config.window(), config.payload());
  }

  /** On one line. */
  private void note(final String text) {
    final String line = text.replaceAll("\\s+", " ");
    notes.add(line);
    progress.line(line);
  }

  private void close(final Recorded one) {
    try {
      one.close();
    } catch (final IOException e) {
      progress.line("a recording is left: " + e);
    }
  }
}
