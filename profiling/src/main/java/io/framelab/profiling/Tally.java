package io.framelab.profiling;

import java.util.concurrent.atomic.AtomicLongArray;

/** How many there were of each kind. Any thread may use it. */
final class Tally {
  private final AtomicLongArray counts = new AtomicLongArray(ProfileEvent.values().length);

  void add(final ProfileEvent event) {
    counts.incrementAndGet(event.ordinal());
  }

  long of(final ProfileEvent event) {
    return counts.get(event.ordinal());
  }
}
