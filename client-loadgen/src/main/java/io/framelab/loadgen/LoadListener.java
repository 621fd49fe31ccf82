package io.framelab.loadgen;

/**
 * Told about the phases of a run as they pass, on the thread that runs the rig: what is done here
 * delays the next phase but not the load. A ladder samples its server's CPU in {@link
 * #onMeasureStart()} and {@link #onMeasureEnd()}: nothing lies between them and the edges of the
 * measured window but the reading of the generator's own counters.
 */
public interface LoadListener {
  /** A listener that does nothing. */
  LoadListener NONE = new LoadListener() {};

  /** Every connection is open; nothing was sent yet. */
  default void onConnected() {}

  /** The measured window begins when this returns. */
  default void onMeasureStart() {}

  /**
   * The measured window has just ended; the load still runs. Its last interval is told after this.
   */
  default void onMeasureEnd() {}

  /**
   * An interval has passed, of warm-up or of the measured window.
   *
   * @param snapshot what happened in it.
   */
  default void onInterval(final IntervalSnapshot snapshot) {}
}
