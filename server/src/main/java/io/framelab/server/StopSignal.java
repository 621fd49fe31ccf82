package io.framelab.server;

import io.framelab.cli.ExitCode;
import io.framelab.cli.Signals;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * SIGTERM and SIGINT: the first asks the server to drain, a second one ends the process at once.
 */
final class StopSignal {
  private final CountDownLatch asked = new CountDownLatch(1);
  private final AtomicBoolean stopping = new AtomicBoolean();

  private StopSignal() {}

  /** Takes effect for the whole process, once. */
  static StopSignal install() {
    final StopSignal stop = new StopSignal();
    Signals.handle("TERM", () -> stop.onSignal(ExitCode.TERMINATED));
    Signals.handle("INT", () -> stop.onSignal(ExitCode.INTERRUPTED));
    return stop;
  }

  /** Blocks until the process is asked to stop. */
  void await() throws InterruptedException {
    asked.await();
  }

  private void onSignal(final int exitCodeOfSecond) {
    if (!stopping.compareAndSet(false, true)) {
      Runtime.getRuntime().halt(exitCodeOfSecond);
    }
    asked.countDown();
  }
}
