package io.framelab.benchmarks.ladder;

import io.framelab.benchmarks.ladder.result.EngineProfile;
import io.framelab.benchmarks.output.ProfileFiles;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What is made of recordings of engines. The ladder's thread only. */
final class ProfilePages {
  /** What the colours of a page mean that compares. */
  private static final String COLOURS = "red has become more, blue less, yellow is new";

  private final ProfileFiles files;

  ProfilePages(final ProfileFiles files) {
    this.files = files;
  }

  /**
   * Writes the files of one recording.
   *
   * @param recorded that is read.
   * @param others whose engine it may come from.
   * @return what a result says of it.
   * @throws IOException if a recording cannot be read, or a file not be written.
   */
  EngineProfile write(final Recorded recorded, final List<Recorded> others) throws IOException {
    final String engine = recorded.rung().name();
    final String name = engine + "." + recorded.event();
    final EngineProfile profile =
        new EngineProfile(
            engine,
            recorded.event(),
            recorded.requests(),
            files.pprof(name, recorded.profile()),
            files.page(name, recorded.profile().flamePage(title(recorded)).html()),
            null,
            null,
            recorded.profile().engineNotes());
    final Optional<Recorded> parent =
        others.stream()
            .filter(it -> it.rung().name().equals(recorded.rung().parent()))
            .filter(it -> it.event().equals(recorded.event()))
            .findFirst();
    return parent.isEmpty() ? profile : against(profile, recorded, parent.get());
  }

  /** Of as many requests each: a faster engine answers more in the same time. */
  private EngineProfile against(
      final EngineProfile profile, final Recorded recorded, final Recorded parent)
      throws IOException {
    final String origin = parent.rung().name();
    final String title =
        profile.engine()
            + " against "
            + origin
            + ", "
            + profile.event()
            + " per request: "
            + COLOURS;
    final String html =
        recorded
            .profile()
            .flamePage(title, recorded.requests())
            .against(parent.profile().flamePage(title, parent.requests()))
            .html();
    return profile.against(
        origin, files.page(profile.engine() + "-against-" + origin + "." + profile.event(), html));
  }

  private static String title(final Recorded recorded) {
    return recorded.rung().name() + ": " + recorded.profile().event().shown();
  }
}
