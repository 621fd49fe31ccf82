package io.framelab.benchmarks.ladder;

import io.framelab.benchmarks.process.Rung;
import io.framelab.profiling.Profile;
import io.framelab.profiling.ProfileEvent;
import java.io.IOException;
import java.util.List;

/**
 * What an engine did for some seconds. Immutable; whoever has it closes it, and its recording goes.
 *
 * @param rung the engine.
 * @param profile of it.
 * @param requests that were answered meanwhile.
 */
record Recorded(Rung rung, Profile profile, long requests) implements AutoCloseable {
  /** What is recorded of each engine. */
  static final List<ProfileEvent> EVENTS = List.of(ProfileEvent.CPU, ProfileEvent.ALLOCS);

  /** What a result and its files call an event. */
  static String name(final ProfileEvent event) {
    return event == ProfileEvent.ALLOCS ? "alloc" : event.label();
  }

  /** What a result and its files call the event. */
  String event() {
    return name(profile.event());
  }

  @Override
  public void close() throws IOException {
    profile.close();
  }
}
