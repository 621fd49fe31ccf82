package io.framelab.benchmarks.directions.astray.loadgen;

import io.framelab.benchmarks.directions.astray.server.AstrayServer;

/** A load generator that serves. */
public final class AstrayLoadgen {
  private AstrayLoadgen() {}

  /** Sees the server. */
  public static Class<?>[] seen() {
    return new Class<?>[] {AstrayServer.class};
  }
}
