package io.framelab.loadgen;

/**
 * Times of the warm-up and of the measured window apart. In an open loop a Submit belongs to the
 * phase of its intended send, whenever its ack comes; a closed loop calls all of them measured and
 * leaves it to the reader to forget. Not for two threads at once.
 */
final class PhaseTimes {
  /** Of the warm-up of an open loop. */
  final Times warmup;

  /** Of the measured window. */
  final Times measured;

  PhaseTimes(final boolean openLoop) {
    measured = new Times(openLoop);
    warmup = openLoop ? new Times(true) : measured;
  }

  void add(final PhaseTimes other) {
    measured.add(other.measured);
    if (warmup != measured) {
      warmup.add(other.warmup);
    }
  }

  void reset() {
    measured.reset();
    if (warmup != measured) {
      warmup.reset();
    }
  }
}
