package io.framelab.loadgen;

/** Gets the times of the measured window, interval by interval. The rig's thread calls it. */
interface TimesSink {
  /** A sink that keeps nothing. */
  TimesSink NONE =
      new TimesSink() {
        @Override
        public void begin(final long epochMs) {
          // Nothing to keep.
        }

        @Override
        public void interval(final long fromNs, final long toNs, final Times times) {
          // Nothing to keep.
        }
      };

  /** The measured window begins. */
  void begin(long epochMs);

  /**
   * An interval has passed.
   *
   * @param fromNs its beginning, since that of the measured window.
   * @param toNs its end.
   * @param times in it; valid until this returns.
   */
  void interval(long fromNs, long toNs, Times times);

  /** This one, then another. */
  default TimesSink and(final TimesSink next) {
    final TimesSink first = this;
    return new TimesSink() {
      @Override
      public void begin(final long epochMs) {
        first.begin(epochMs);
        next.begin(epochMs);
      }

      @Override
      public void interval(final long fromNs, final long toNs, final Times times) {
        first.interval(fromNs, toNs, times);
        next.interval(fromNs, toNs, times);
      }
    };
  }
}
