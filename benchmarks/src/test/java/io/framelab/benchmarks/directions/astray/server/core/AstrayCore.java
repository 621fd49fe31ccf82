package io.framelab.benchmarks.directions.astray.server.core;

import io.framelab.benchmarks.directions.astray.server.blocking.AstrayBlocking;
import io.netty.buffer.ByteBuf;
import java.nio.ByteOrder;

/** A core that knows an engine and the time of day. */
public final class AstrayCore {
  private AstrayCore() {}

  /** Sees an engine, Netty, a byte order and the clock on the wall. */
  public static Object[] seen() {
    return new Object[] {
      AstrayBlocking.class, ByteBuf.class, ByteOrder.LITTLE_ENDIAN, System.currentTimeMillis()
    };
  }
}
