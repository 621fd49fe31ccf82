package io.framelab.loadgen;

/** The rig's time: a test's rig lives through minutes in no time. */
interface RigClock {
  /** Now, in nanoseconds of an origin of its own. */
  long nanoTime();

  /** Waits that long, or until somebody rings. The rig's thread only. */
  void pause(long ns);

  /** Ends the pause at hand, or else the next one; any thread. */
  void ring();
}
