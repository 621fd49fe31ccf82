package io.framelab.loadgen;

import java.util.Locale;

/** How the Submits of an open loop are spread over time. Immutable: any thread may use it. */
public enum Arrival {
  /** All equally far apart. */
  UNIFORM,
  /** Independent of each other, as those of many users are. */
  POISSON;

  /** The name as a user types it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
