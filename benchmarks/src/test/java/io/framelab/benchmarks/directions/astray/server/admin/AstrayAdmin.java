package io.framelab.benchmarks.directions.astray.server.admin;

import io.framelab.benchmarks.directions.astray.codec.AstrayCodec;
import io.framelab.benchmarks.directions.astray.server.netty.AstrayNetty;

/** An admin that serves Submits. */
public final class AstrayAdmin {
  private AstrayAdmin() {}

  /** Sees an engine and the wire. */
  public static Class<?>[] seen() {
    return new Class<?>[] {AstrayNetty.class, AstrayCodec.class};
  }
}
