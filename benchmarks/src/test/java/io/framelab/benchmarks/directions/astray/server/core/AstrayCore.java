package io.framelab.benchmarks.directions.astray.server.core;

import io.framelab.benchmarks.directions.astray.server.blocking.AstrayBlocking;
import io.netty.buffer.ByteBuf;
import java.nio.ByteOrder;

/** A core that knows an engine. */
public final class AstrayCore {
  private AstrayCore() {}

  /** Sees an engine, Netty and a byte order. */
  public static Object[] seen() {
    return new Object[] {AstrayBlocking.class, ByteBuf.class, ByteOrder.LITTLE_ENDIAN};
  }
}
