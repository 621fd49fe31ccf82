package io.framelab.benchmarks.directions.astray.server.netty;

import io.framelab.benchmarks.directions.astray.server.blocking.AstrayBlocking;

/** An event loop that blocks. */
public final class AstrayNetty {
  private AstrayNetty() {}

  /** Sees the other kind. */
  public static Class<?>[] seen() {
    return new Class<?>[] {AstrayBlocking.class};
  }
}
