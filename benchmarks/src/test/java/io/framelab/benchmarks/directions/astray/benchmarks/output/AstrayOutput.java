package io.framelab.benchmarks.directions.astray.benchmarks.output;

import io.framelab.benchmarks.directions.astray.benchmarks.compare.AstrayCompare;

/** A table of one verb only. */
public final class AstrayOutput {
  private AstrayOutput() {}

  /** Sees that verb. */
  public static Class<?>[] seen() {
    return new Class<?>[] {AstrayCompare.class};
  }
}
