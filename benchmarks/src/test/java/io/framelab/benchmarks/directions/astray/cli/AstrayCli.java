package io.framelab.benchmarks.directions.astray.cli;

import io.framelab.benchmarks.directions.astray.codec.AstrayCodec;
import org.agrona.DirectBuffer;

/** Flags that know the wire. */
public final class AstrayCli {
  private AstrayCli() {}

  /** Sees codec and Agrona. */
  public static Class<?>[] seen() {
    return new Class<?>[] {AstrayCodec.class, DirectBuffer.class};
  }
}
