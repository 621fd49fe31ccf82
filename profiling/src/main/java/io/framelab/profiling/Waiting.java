package io.framelab.profiling;

import java.time.Duration;

/** How whoever wants a profile spends the time until it is recorded. */
@FunctionalInterface
public interface Waiting {
  /**
   * Blocks until the time is over, or until nobody wants the profile any more.
   *
   * @param duration of the recording.
   * @return whether the profile is still wanted.
   */
  boolean sleep(Duration duration);
}
