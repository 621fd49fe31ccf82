package io.framelab.server.watch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Tells a threshold that is crossed for good from a spike, and one crossing from the next. For one
 * thread.
 */
final class Hysteresis {
  /** So many readings in a row must be above. */
  static final int READINGS = 3;

  /** Below that part of the threshold it is over. */
  static final double OVER = 0.9;

  /** If it stays there for so long. */
  static final Duration OVER_FOR = Duration.ofSeconds(10);

  private final Threshold threshold;
  private final Deque<Double> above = new ArrayDeque<>(READINGS);
  private boolean armed = true;
  private boolean low;
  private long lowSinceNs;

  /** Armed, with no reading yet. */
  Hysteresis(final Threshold threshold) {
    this.threshold = threshold;
  }

  /** Takes a reading, which may be unknown: NaN. */
  void read(final double reading, final long nowNs) {
    if (reading > threshold.limit()) {
      if (above.size() == READINGS) {
        above.removeFirst();
      }
      above.addLast(reading);
    } else {
      above.clear();
    }
    final boolean lowNow = reading < OVER * threshold.limit();
    if (lowNow && !low) {
      lowSinceNs = nowNs;
    }
    low = lowNow;
    if (low && nowNs - lowSinceNs >= OVER_FOR.toNanos()) {
      armed = true;
    }
  }

  /** Whether it is crossed, and nobody has been told of this crossing. */
  boolean isDue() {
    return armed && above.size() == READINGS;
  }

  /** From now on this crossing is known. */
  void disarm() {
    armed = false;
  }

  Threshold threshold() {
    return threshold;
  }

  /** The last readings, if they are above, the oldest first. */
  List<Double> above() {
    return List.copyOf(above);
  }
}
