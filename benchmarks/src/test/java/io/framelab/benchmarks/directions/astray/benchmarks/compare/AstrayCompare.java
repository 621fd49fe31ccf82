package io.framelab.benchmarks.directions.astray.benchmarks.compare;

import io.framelab.benchmarks.directions.astray.benchmarks.ladder.AstrayLadder;

/** A comparison of engines only. */
public final class AstrayCompare {
  private AstrayCompare() {}

  /** Sees the ladder. */
  public static Class<?>[] seen() {
    return new Class<?>[] {AstrayLadder.class};
  }
}
