package io.framelab.server.admin;

import io.framelab.profiling.FlamePage;
import io.framelab.profiling.Profile;
import io.framelab.profiling.ProfileEvent;
import io.framelab.profiling.ProfileRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Profiles as pages for a browser. Any thread may use it; it records on the client's. It keeps the
 * last graph of each event, for the next to be compared with.
 */
final class FlameRoutes {
  /** A recording that is larger makes a graph that nobody wants to keep in memory. */
  private static final long KEPT_MAX = 32 << 20;

  private final ProfileRoutes profiles;
  private final Map<ProfileEvent, FlamePage> last = new ConcurrentHashMap<>();

  FlameRoutes(final ProfileRoutes profiles) {
    this.profiles = profiles;
  }

  /** Where it spends what the event is about. */
  Optional<PprofReply> flamegraph(final HttpRequestHead request, final WatchedConnection client) {
    return record(request, client, false);
  }

  /** What has changed since the last flame graph of the event. */
  Optional<PprofReply> diff(final HttpRequestHead request, final WatchedConnection client) {
    return record(request, client, true);
  }

  private Optional<PprofReply> record(
      final HttpRequestHead request, final WatchedConnection client, final boolean isDiff) {
    final ProfileRequest wanted;
    final boolean asRecording;
    try {
      final ProfileEvent event = event(request.parameter("event"));
      final Duration duration = ProfileParameters.ofOthers(request);
      asRecording = !isDiff && ProfileParameters.asksForRecording(request);
      wanted = new ProfileRequest(event, duration, false, ProfileRoutes.holder(request, client));
    } catch (final IllegalArgumentException e) {
      return Optional.of(PprofReply.failure(400, e.getMessage()));
    }
    final FlamePage base = last.get(wanted.event());
    if (isDiff && base == null) {
      return Optional.of(
          PprofReply.failure(
              404, "there is no flame graph to compare with: ask for flamegraph first"));
    }
    return profiles.record(
        wanted,
        client,
        profile ->
            asRecording
                ? PprofReply.file("flamegraph.jfr", profile.jfr())
                : PprofReply.html(isDiff ? diff(profile, base) : page(profile, wanted)));
  }

  private static ProfileEvent event(final String name) {
    return switch (name) {
      case "", "cpu" -> ProfileEvent.CPU;
      case "alloc" -> ProfileEvent.ALLOCS;
      case "lock" -> ProfileEvent.MUTEX;
      case "wall" -> ProfileEvent.WALL;
      default ->
          throw new IllegalArgumentException(
              "invalid value for \"event\" - must be cpu, alloc, lock or wall");
    };
  }

  private String page(final Profile profile, final ProfileRequest wanted) throws IOException {
    final String title = wanted.event().shown() + ", " + wanted.duration().toSeconds() + " s";
    if (profile.jfrBytes() <= KEPT_MAX) {
      // a page of its own, because what is drawn is gone
      last.put(wanted.event(), profile.flamePage(title));
    }
    return profile.flamePage(title).html();
  }

  private static String diff(final Profile profile, final FlamePage base) throws IOException {
    return profile
        .flamePage(profile.event().shown() + ": red has become more, blue less, yellow is new")
        .against(base)
        .html();
  }
}
