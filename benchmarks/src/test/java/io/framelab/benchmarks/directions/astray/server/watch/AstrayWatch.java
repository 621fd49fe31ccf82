package io.framelab.benchmarks.directions.astray.server.watch;

import io.framelab.benchmarks.directions.astray.codec.AstrayCodec;
import io.framelab.benchmarks.directions.astray.server.netty.AstrayNetty;

/** A watch that looks into an engine. */
public final class AstrayWatch {
  private AstrayWatch() {}

  /** Sees an engine and the wire. */
  public static Class<?>[] seen() {
    return new Class<?>[] {AstrayNetty.class, AstrayCodec.class};
  }
}
