package io.framelab.server;

import java.util.Arrays;
import java.util.Iterator;

/** The names of the engines, for help and completion. */
final class EngineNames implements Iterable<String> {
  /** Serves unless told otherwise: the fastest rung so far. */
  static final String DEFAULT = "buffered";

  @Override
  public Iterator<String> iterator() {
    return Arrays.stream(Engine.values()).map(Engine::engineName).iterator();
  }
}
