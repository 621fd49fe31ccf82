package io.framelab.benchmarks.directions.astray.benchmarks.ladder;

import io.framelab.benchmarks.directions.astray.benchmarks.docs.AstrayDocs;

/** A ladder that writes README. */
public final class AstrayLadder {
  private AstrayLadder() {}

  /** Sees pages. */
  public static Class<?>[] seen() {
    return new Class<?>[] {AstrayDocs.class};
  }
}
