package io.framelab.loadgen.stats;

/** Which way a figure is better. Immutable: any thread may use it. */
public enum Goal {
  /** Costs and times. */
  SMALLER,
  /** Work done. */
  LARGER
}
