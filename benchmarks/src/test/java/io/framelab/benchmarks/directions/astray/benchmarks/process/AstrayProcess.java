package io.framelab.benchmarks.directions.astray.benchmarks.process;

import io.framelab.benchmarks.directions.astray.benchmarks.output.AstrayOutput;

/** A process that prints. */
public final class AstrayProcess {
  private AstrayProcess() {}

  /** Sees tables. */
  public static Class<?>[] seen() {
    return new Class<?>[] {AstrayOutput.class};
  }
}
