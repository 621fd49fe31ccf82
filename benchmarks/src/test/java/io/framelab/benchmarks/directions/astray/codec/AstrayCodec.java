package io.framelab.benchmarks.directions.astray.codec;

import io.framelab.benchmarks.directions.astray.metrics.AstrayMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBuf;

/** A codec that counts. */
public final class AstrayCodec {
  private AstrayCodec() {}

  /** Sees metrics, Netty and Micrometer. */
  public static Class<?>[] seen() {
    return new Class<?>[] {AstrayMetrics.class, ByteBuf.class, MeterRegistry.class};
  }
}
