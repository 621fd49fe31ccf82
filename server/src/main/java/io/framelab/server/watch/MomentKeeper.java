package io.framelab.server.watch;

import io.framelab.metrics.CounterShard;
import io.framelab.profiling.ClassHistogram;
import io.framelab.profiling.HeldException;
import io.framelab.profiling.Profile;
import io.framelab.profiling.ProfileDesk;
import io.framelab.profiling.ProfileEvent;
import io.framelab.profiling.ProfileRequest;
import io.framelab.profiling.Reason;
import io.framelab.profiling.RecordingException;
import io.framelab.profiling.Waiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records a moment and writes it down, and says so in the log and in a counter. For one thread,
 * which it takes for as long as that lasts.
 */
final class MomentKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(MomentKeeper.class);

  private static final Duration RECORDED = Duration.ofSeconds(5);

  private static final String THREADS = "threads.txt";
  private static final String PROFILE = "profile.pb.gz";
  private static final String HISTOGRAM = "histogram.txt";
  private static final String WHY = "why.txt";

  private final KeptProfiles kept;
  private final ProfileDesk desk;
  private final CounterShard counters;
  private final Waiting waiting;

  /**
   * A keeper that has kept nothing yet.
   *
   * @param kept where to.
   * @param desk that records.
   * @param counters of the calling thread.
   * @param waiting spends the time of recordings.
   */
  MomentKeeper(
      final KeptProfiles kept,
      final ProfileDesk desk,
      final CounterShard counters,
      final Waiting waiting) {
    this.kept = kept;
    this.desk = desk;
    this.counters = counters;
    this.waiting = waiting;
  }

  /** Whether it is kept; if not, it was said why, unless nobody wants it any more. */
  boolean keep(final Moment moment) {
    try {
      final Optional<Path> folder = write(moment);
      if (folder.isEmpty()) {
        return false;
      }
      counters.add(moment.trigger().kept(), 1);
      LOG.warn("kept {}: {}", folder.get(), moment.why());
      return true;
    } catch (final IOException | RuntimeException | LinkageError e) {
      skip(moment, Reason.of(e));
    } catch (final OutOfMemoryError e) {
      // of what was wanted here in addition; whoever serves and has none left says so himself
      skip(moment, "too little memory is left");
    }
    return false;
  }

  private void skip(final Moment moment, final String reason) {
    counters.add(moment.trigger().skipped(), 1);
    LOG.warn("kept nothing of {}: {}", moment.why(), reason);
  }

  /** Threads first, which are of the moment; the histogram, for which all stand still, last. */
  private Optional<Path> write(final Moment moment) throws IOException {
    final StringBuilder why = new StringBuilder();
    line(why, "%s", moment.why());
    line(why, "at %s, pid %d: %s", moment.at(), pid(), moment.surroundings());
    try (KeptMoment folder = kept.begin(moment.at(), moment.trigger())) {
      folder.write(THREADS, desk.threads().stacks().getBytes(StandardCharsets.UTF_8));
      line(why, "%s: where every thread was at that moment", THREADS);
      if (!isWanted() || !writeProfile(moment, folder, why) || !isWanted()) {
        return Optional.empty();
      }
      writeHistogram(folder, why);
      folder.write(WHY, why.toString().getBytes(StandardCharsets.UTF_8));
      return Optional.of(folder.complete());
    }
  }

  /**
   * What can be recorded, of what explains the moment best, unless somebody else records that
   * already; false if nobody wants it any more.
   */
  private boolean writeProfile(
      final Moment moment, final KeptMoment folder, final StringBuilder why) throws IOException {
    for (final ProfileEvent event : moment.trigger().events()) {
      final ProfileRequest request =
          new ProfileRequest(event, RECORDED, false, "--profile-on " + moment.threshold());
      try {
        final Optional<Profile> recorded = desk.record(request, waiting);
        if (recorded.isEmpty()) {
          return false;
        }
        try (Profile profile = recorded.get()) {
          folder.write(PROFILE, profile.pprof());
        }
        line(
            why,
            "%s: %s, the %d s that followed; go tool pprof -top %s",
            PROFILE,
            event.label(),
            RECORDED.toSeconds(),
            PROFILE);
        return true;
      } catch (final HeldException | RecordingException e) {
        line(why, "no %s profile: %s", event.label(), e.getMessage());
      }
    }
    return true;
  }

  private static void writeHistogram(final KeptMoment folder, final StringBuilder why)
      throws IOException {
    final Optional<String> histogram = ClassHistogram.take();
    if (histogram.isPresent()) {
      folder.write(HISTOGRAM, histogram.get().getBytes(StandardCharsets.UTF_8));
      line(why, "%s: objects by class after that, those that nobody uses too", HISTOGRAM);
    } else {
      line(why, "no histogram: this JVM does not tell it");
    }
  }

  /** Before what takes long and cannot be broken off. */
  private boolean isWanted() {
    return waiting.sleep(Duration.ZERO);
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  private static void line(final StringBuilder text, final String format, final Object... words) {
    text.append(format.formatted(words)).append('\n');
  }
}
