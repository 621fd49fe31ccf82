package io.framelab.server.admin;

import io.framelab.profiling.HeldException;
import io.framelab.profiling.Profile;
import io.framelab.profiling.ProfileDesk;
import io.framelab.profiling.ProfileEvent;
import io.framelab.profiling.ProfileRequest;
import io.framelab.profiling.RecordingException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Profiles that take time to record. Any thread may use it; it records on the client's. */
final class ProfileRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(ProfileRoutes.class);

  /** What is made of a recording, which is gone afterwards. */
  @FunctionalInterface
  interface Answer {
    /** The answer to whoever has asked for it. */
    PprofReply of(Profile profile) throws IOException;
  }

  private static final int SAID_MAX = 100;

  private final ProfileDesk desk;

  /** So that whoever asks again and again for what cannot be had does not fill the log. */
  private final Set<String> said = ConcurrentHashMap.newKeySet();

  ProfileRoutes(final ProfileDesk desk) {
    this.desk = desk;
  }

  /** Where the processors spend their time. */
  Optional<PprofReply> profile(final HttpRequestHead request, final WatchedConnection client) {
    return record(ProfileEvent.CPU, "profile", ProfileParameters::ofProfile, request, client);
  }

  /** Everything else that is counted; named by whether some time was asked for, as Go does. */
  Optional<PprofReply> other(
      final ProfileEvent event, final HttpRequestHead request, final WatchedConnection client) {
    final String name = event.label() + (ProfileParameters.hasSeconds(request) ? "-delta" : "");
    return record(event, name, ProfileParameters::ofOthers, request, client);
  }

  /** All that the JDK tells of some time. */
  Optional<PprofReply> trace(final HttpRequestHead request, final WatchedConnection client) {
    try {
      final Duration duration = ProfileParameters.ofTrace(request);
      return record(
          new ProfileRequest(ProfileEvent.TRACE, duration, false, holder(request, client)),
          client,
          profile -> PprofReply.file("trace.jfr", profile.jfr()));
    } catch (final IllegalArgumentException e) {
      return Optional.of(PprofReply.failure(400, e.getMessage()));
    }
  }

  private Optional<PprofReply> record(
      final ProfileEvent event,
      final String name,
      final Function<HttpRequestHead, Duration> durations,
      final HttpRequestHead request,
      final WatchedConnection client) {
    final Duration duration;
    final boolean asRecording;
    try {
      duration = durations.apply(request);
      asRecording = ProfileParameters.asksForRecording(request);
    } catch (final IllegalArgumentException e) {
      return Optional.of(PprofReply.failure(400, e.getMessage()));
    }
    final boolean collects = event == ProfileEvent.HEAP && !"0".equals(request.parameter("gc"));
    return record(
        new ProfileRequest(event, duration, collects, holder(request, client)),
        client,
        profile ->
            asRecording
                ? PprofReply.file(name + ".jfr", profile.jfr())
                : reply(name, profile, request));
  }

  /** Of processor time there is no text, in Go neither: there the word is ignored. */
  private static PprofReply reply(
      final String name, final Profile profile, final HttpRequestHead request) throws IOException {
    return profile.event() == ProfileEvent.CPU || ProfileParameters.debug(request) == 0
        ? PprofReply.file(name, profile.pprof())
        : PprofReply.text(profile.text());
  }

  /** Who asks for what, for others who ask meanwhile. */
  static String holder(final HttpRequestHead request, final WatchedConnection client) {
    return client.peer() + " (" + request.target() + ")";
  }

  /** Records for a client; what cannot be is answered as the tool of Go shows it. */
  Optional<PprofReply> record(
      final ProfileRequest request, final WatchedConnection client, final Answer answer) {
    try {
      final Optional<Profile> recorded = desk.record(request, client);
      desk.whyNoProfiler().ifPresent(reason -> sayOnce("no async-profiler", reason));
      if (recorded.isEmpty()) {
        return Optional.empty();
      }
      try (Profile profile = recorded.get()) {
        return Optional.of(answer.of(profile));
      }
    } catch (final HeldException e) {
      return Optional.of(PprofReply.failure(409, e.getMessage()));
    } catch (final RecordingException e) {
      sayOnce("no profile", e.getMessage());
      return Optional.of(PprofReply.failure(503, e.getMessage()));
    } catch (final IOException e) {
      return Optional.of(PprofReply.failure(500, e.getMessage()));
    }
  }

  private void sayOnce(final String what, final String reason) {
    if (said.size() < SAID_MAX && said.add(reason)) {
      LOG.warn("{}: {}", what, reason);
    }
  }
}
