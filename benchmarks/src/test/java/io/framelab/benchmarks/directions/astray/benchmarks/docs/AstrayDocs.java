package io.framelab.benchmarks.directions.astray.benchmarks.docs;

import io.framelab.benchmarks.directions.astray.benchmarks.compare.AstrayCompare;

/** A page that compares. */
public final class AstrayDocs {
  private AstrayDocs() {}

  /** Sees how. */
  public static Class<?>[] seen() {
    return new Class<?>[] {AstrayCompare.class};
  }
}
