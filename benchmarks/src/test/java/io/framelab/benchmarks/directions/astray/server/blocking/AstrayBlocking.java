package io.framelab.benchmarks.directions.astray.server.blocking;

import io.framelab.benchmarks.directions.astray.server.netty.AstrayNetty;
import io.netty.buffer.ByteBuf;

/** A thread per connection, with Netty. */
public final class AstrayBlocking {
  private AstrayBlocking() {}

  /** Sees the other kind and Netty. */
  public static Class<?>[] seen() {
    return new Class<?>[] {AstrayNetty.class, ByteBuf.class};
  }
}
