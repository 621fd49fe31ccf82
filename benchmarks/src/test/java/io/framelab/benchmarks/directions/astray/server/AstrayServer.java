package io.framelab.benchmarks.directions.astray.server;

import io.framelab.benchmarks.directions.astray.loadgen.AstrayLoadgen;

/** A server that loads itself. */
public final class AstrayServer {
  private AstrayServer() {}

  /** Sees the load generator. */
  public static Class<?>[] seen() {
    return new Class<?>[] {AstrayLoadgen.class};
  }
}
