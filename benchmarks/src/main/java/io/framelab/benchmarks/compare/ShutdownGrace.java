package io.framelab.benchmarks.compare;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets the main thread write down what it has when a signal ends this program: the JVM waits for it
 * for a while. The main thread makes it and ends it.
 */
final class ShutdownGrace {
  /** It has to see that its servers are gone, and to write a file. */
  private static final long MAX_S = 10;

  private final CountDownLatch written = new CountDownLatch(1);
  private final Thread hook = new Thread(this::await, "compare-grace");

  /** Begins. */
  ShutdownGrace() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void await() {
    try {
      written.await(MAX_S, TimeUnit.SECONDS);
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** There is nothing more to write. */
  void end() {
    written.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (final IllegalStateException e) {
      // The JVM is ending, and waits no longer.
    }
  }
}
