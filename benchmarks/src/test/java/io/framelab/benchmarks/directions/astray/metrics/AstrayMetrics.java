package io.framelab.benchmarks.directions.astray.metrics;

import io.framelab.benchmarks.directions.astray.codec.AstrayCodec;
import org.agrona.DirectBuffer;

/** Metrics that know the wire. */
public final class AstrayMetrics {
  private AstrayMetrics() {}

  /** Sees codec and Agrona. */
  public static Class<?>[] seen() {
    return new Class<?>[] {AstrayCodec.class, DirectBuffer.class};
  }
}
