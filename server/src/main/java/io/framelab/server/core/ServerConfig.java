package io.framelab.server.core;

import java.util.Objects;

/**
 * Everything an engine needs to know to serve. Immutable; any thread may share it.
 *
 * @param engine which rung of the ladder serves.
 * @param listen where.
 * @param limits what a peer may cost.
 * @param threads what it runs on.
 * @param workers what the handler runs on, if not on the threads that own connections.
 */
public record ServerConfig(
    EngineFactory engine, Listen listen, Limits limits, Threads threads, Workers workers) {
  /**
   * Checks that nothing is missing, and that the engine can keep what is asked of it.
   *
   * @throws IllegalArgumentException if an engine that is not hardened is to keep limits that only
   *     those keep, or to have workers.
   */
  public ServerConfig {
    Objects.requireNonNull(engine, "engine");
    Objects.requireNonNull(listen, "listen");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(threads, "threads");
    Objects.requireNonNull(workers, "workers");
    if (!engine.isHardened() && limits.needHardening()) {
      throw new IllegalArgumentException(
          "engine " + engine.engineName() + " keeps no limits on connections and waits");
    }
    if (!engine.isHardened() && workers.areOn()) {
      throw new IllegalArgumentException("engine " + engine.engineName() + " has no workers");
    }
  }

  /**
   * The configuration of a server that was told nothing but its engine.
   *
   * @param engine which rung of the ladder serves.
   * @return loopback, the default port, and the limits that are safe on a public port, where the
   *     engine keeps any.
   */
  public static ServerConfig of(final EngineFactory engine) {
    return new ServerConfig(
        engine,
        new Listen(Listen.DEFAULT_HOST, Listen.DEFAULT_PORT),
        engine.isHardened() ? Limits.HARDENED : Limits.WIRE,
        Threads.best(),
        Workers.OFF);
  }

  /**
   * The same, listening elsewhere.
   *
   * @param listen where.
   * @return a changed copy.
   */
  public ServerConfig listen(final Listen listen) {
    return new ServerConfig(engine, listen, limits, threads, workers);
  }

  /**
   * The same on another port.
   *
   * @param port TCP port; 0 takes a free one.
   * @return a changed copy.
   */
  public ServerConfig port(final int port) {
    return listen(new Listen(listen.host(), port));
  }

  /**
   * The same with other limits.
   *
   * @param limits what a peer may cost.
   * @return a changed copy.
   */
  public ServerConfig limits(final Limits limits) {
    return new ServerConfig(engine, listen, limits, threads, workers);
  }

  /**
   * The same on other threads.
   *
   * @param threads what it runs on.
   * @return a changed copy.
   */
  public ServerConfig threads(final Threads threads) {
    return new ServerConfig(engine, listen, limits, threads, workers);
  }

  /**
   * The same with other workers.
   *
   * @param workers what the handler runs on.
   * @return a changed copy.
   */
  public ServerConfig workers(final Workers workers) {
    return new ServerConfig(engine, listen, limits, threads, workers);
  }
}
