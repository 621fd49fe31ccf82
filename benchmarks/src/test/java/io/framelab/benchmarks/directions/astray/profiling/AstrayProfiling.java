package io.framelab.benchmarks.directions.astray.profiling;

import io.framelab.benchmarks.directions.astray.metrics.AstrayMetrics;
import io.netty.buffer.ByteBuf;

/** Profiles that know what they look at. */
public final class AstrayProfiling {
  private AstrayProfiling() {}

  /** Sees metrics and Netty. */
  public static Class<?>[] seen() {
    return new Class<?>[] {AstrayMetrics.class, ByteBuf.class};
  }
}
