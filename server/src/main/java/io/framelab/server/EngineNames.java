package io.framelab.server;

import java.util.Arrays;
import java.util.Iterator;

/** The names of the engines, for help and completion. */
final class EngineNames implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return Arrays.stream(Engine.values()).map(Engine::engineName).iterator();
  }
}
