package io.framelab.server.core;

import java.io.IOException;

/**
 * Starts one engine of the ladder. The rows of {@code io.framelab.server.Engine} are all there are;
 * core knows no more of them.
 */
public interface EngineFactory {
  /**
   * The engine's name, as flags, metrics and pages spell it.
   *
   * @return for example {@code buffered}.
   */
  String engineName();

  /**
   * Whether every connection has a thread of its own, which waits for it.
   *
   * @return true for the blocking engines, false for those with event loops.
   */
  boolean isBlocking();

  /**
   * Binds and begins to accept.
   *
   * @param context what the engine shares with all others.
   * @return the engine at work.
   * @throws IOException if it cannot bind; the message says where and why.
   */
  RunningEngine start(EngineContext context) throws IOException;
}
