package io.framelab.profiling;

import java.time.Duration;
import java.util.Optional;

/**
 * What somebody wants recorded. Immutable.
 *
 * @param event what.
 * @param duration how long.
 * @param collects whether the heap is cleared of what nobody uses any more before the end.
 * @param holder who asks, in words for others who ask meanwhile.
 */
public record ProfileRequest(
    ProfileEvent event, Duration duration, boolean collects, String holder) {
  /** What such a profile leaves out; those of Go reach back to where the program began. */
  Optional<String> limit() {
    final String recorded = "recorded " + duration.toSeconds() + " s: ";
    return switch (event) {
      case ALLOCS, HEAP -> Optional.of(recorded + "objects allocated before are not seen");
      case BLOCK, MUTEX -> Optional.of(recorded + "what waited before is not seen");
      case CPU, WALL, TRACE, GOROUTINE, THREADCREATE -> Optional.empty();
    };
  }
}
