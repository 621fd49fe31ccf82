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
  private final Map<ProfileEvent, Base> last = new ConcurrentHashMap<>();

  /** What is compared with, and how long it was recorded. */
  private record Base(FlamePage page, Duration duration) {}

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
    final Base base;
    try {
      final ProfileEvent event = event(request.parameter("event"));
      base = isDiff ? last.get(event) : null;
      asRecording = !isDiff && ProfileParameters.asksForRecording(request);
      wanted =
          new ProfileRequest(
              event, duration(request, base), false, ProfileRoutes.holder(request, client));
    } catch (final IllegalArgumentException e) {
      return Optional.of(PprofReply.failure(400, e.getMessage()));
    }
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
                : PprofReply.html(isDiff ? diff(profile, base.page()) : page(profile, wanted)));
  }

  /** As long as what it is compared with: in more time there is more of everything. */
  private static Duration duration(final HttpRequestHead request, final Base base) {
    if (base == null) {
      return ProfileParameters.ofOthers(request);
    }
    if (ProfileParameters.hasSeconds(request)
        && !ProfileParameters.ofOthers(request).equals(base.duration())) {
      throw new IllegalArgumentException(
          "the last flame graph is of " + base.duration().toSeconds() + " s: ask for as many");
    }
    return base.duration();
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
      last.put(wanted.event(), new Base(profile.flamePage(title), wanted.duration()));
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
