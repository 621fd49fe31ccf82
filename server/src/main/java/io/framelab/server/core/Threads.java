package io.framelab.server.core;

import java.util.Objects;

/**
 * What a server runs on. Immutable; each engine takes the half that concerns it.
 *
 * @param ioThreads event loops of an event-loop engine.
 * @param kind of a blocking engine's threads.
 */
public record Threads(int ioThreads, ThreadKind kind) {
  /** More loops than this help no machine that exists. */
  public static final int MAX_IO_THREADS = 1024;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if there is no event loop or there are too many.
   */
  public Threads {
    Objects.requireNonNull(kind, "kind");
    if (ioThreads < 1 || ioThreads > MAX_IO_THREADS) {
      throw new IllegalArgumentException(
          "I/O threads are " + ioThreads + ", but must be from 1 to " + MAX_IO_THREADS);
    }
  }

  /**
   * What fits this machine: half of its processors loop, since the kernel's share of the work and
   * the peers need the rest, and the best kind of thread that the JDK has.
   *
   * @return the default.
   */
  public static Threads best() {
    return new Threads(
        Math.max(1, Runtime.getRuntime().availableProcessors() / 2), ThreadKind.best());
  }
}
