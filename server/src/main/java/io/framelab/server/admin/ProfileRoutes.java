package io.framelab.server.admin;

import io.framelab.profiling.HeldException;
import io.framelab.profiling.Profile;
import io.framelab.profiling.ProfileDesk;
import io.framelab.profiling.ProfileEvent;
import io.framelab.profiling.RecordingException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Profiles that take time to record. Any thread may use it; it records on the client's. */
final class ProfileRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(ProfileRoutes.class);

  private final ProfileDesk desk;

  /** So that whoever asks again and again for what cannot be had does not fill the log. */
  private final AtomicReference<String> said = new AtomicReference<>();

  ProfileRoutes(final ProfileDesk desk) {
    this.desk = desk;
  }

  Optional<PprofReply> profile(final HttpRequestHead request, final WatchedConnection client) {
    final Duration duration;
    final boolean asRecording;
    try {
      duration = ProfileParameters.ofProfile(request);
      asRecording = ProfileParameters.asksForRecording(request);
    } catch (final IllegalArgumentException e) {
      return Optional.of(PprofReply.failure(400, e.getMessage()));
    }
    return record(ProfileEvent.CPU, duration, request, client, "profile", asRecording);
  }

  private Optional<PprofReply> record(
      final ProfileEvent event,
      final Duration duration,
      final HttpRequestHead request,
      final WatchedConnection client,
      final String fileName,
      final boolean asRecording) {
    final String holder = client.peer() + " (" + request.target() + ")";
    try {
      final Optional<Profile> recorded = desk.record(event, duration, holder, client);
      if (recorded.isEmpty()) {
        return Optional.empty();
      }
      try (Profile profile = recorded.get()) {
        return Optional.of(
            asRecording
                ? PprofReply.file(fileName + ".jfr", profile.jfr())
                : PprofReply.file(fileName, profile.pprof()));
      }
    } catch (final HeldException e) {
      return Optional.of(PprofReply.failure(409, e.getMessage()));
    } catch (final RecordingException e) {
      sayOnce(e.getMessage());
      return Optional.of(PprofReply.failure(503, e.getMessage()));
    } catch (final IOException e) {
      return Optional.of(PprofReply.failure(500, e.getMessage()));
    }
  }

  private void sayOnce(final String reason) {
    if (!reason.equals(said.getAndSet(reason))) {
      LOG.warn("no profile: {}", reason);
    }
  }
}
