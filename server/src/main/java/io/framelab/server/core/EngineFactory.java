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
   * Whether it keeps the hardened contract: {@link Limits} on connections and waits, workers. The
   * others are exhibits, which keep the wire contract alone.
   *
   * @return true for the engines that people deploy.
   */
  boolean isHardened();

  /**
   * Binds and begins to accept.
   *
   * @param context what the engine shares with all others.
   * @return the engine at work.
   * @throws IOException if it cannot bind; the message says where and why.
   */
  RunningEngine start(EngineContext context) throws IOException;
}
