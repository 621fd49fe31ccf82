package io.framelab.server.core;

import io.framelab.codec.Await;
import java.util.stream.Stream;

/** The workers' threads, as far as they are alive. */
final class WorkerThreads {
  private WorkerThreads() {}

  static Stream<Thread> all() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("framelab-worker-"));
  }

  /** Returns when none is alive. */
  static void awaitNone() {
    Await.until(() -> all().findAny().isEmpty(), () -> "still alive: " + all().toList());
  }
}
