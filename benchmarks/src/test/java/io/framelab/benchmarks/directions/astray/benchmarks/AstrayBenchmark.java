package io.framelab.benchmarks.directions.astray.benchmarks;

import io.framelab.benchmarks.directions.astray.metrics.AstrayMetrics;

/** A benchmark that counts. */
public final class AstrayBenchmark {
  private AstrayBenchmark() {}

  /** Sees metrics. */
  public static Class<?>[] seen() {
    return new Class<?>[] {AstrayMetrics.class};
  }
}
