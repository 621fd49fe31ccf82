package io.framelab.benchmarks.directions.astray.benchmarks.ladder.result;

import io.framelab.benchmarks.directions.astray.benchmarks.ladder.AstrayLadder;

/** A result that runs. */
public final class AstrayResult {
  private AstrayResult() {}

  /** Sees the ladder that runs. */
  public static Class<?>[] seen() {
    return new Class<?>[] {AstrayLadder.class};
  }
}
