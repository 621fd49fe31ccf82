package io.framelab.server;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/**
 * SIGTERM and SIGINT: the first asks the server to drain, a second one ends the process at once. A shutdown hook cannot do this: it
 * neither sees a second signal nor chooses the exit code. Installed once per process.
 */
@SuppressWarnings("sunapi")
final class StopSignal {
  /** What a shell adds to a signal's number to make an exit code. */
  private static final int SIGNAL_EXIT_BASE = 128;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final AtomicBoolean stopping = new AtomicBoolean();

  private StopSignal() {}

  static StopSignal install() {
    final StopSignal stop = new StopSignal();
    Signal.handle(new Signal("TERM"), stop::onSignal);
    Signal.handle(new Signal("INT"), stop::onSignal);
    return stop;
  }

  /** Blocks until the process is asked to stop. */
  void await() throws InterruptedException {
    asked.await();
  }

  private void onSignal(final Signal signal) {
    if (!stopping.compareAndSet(false, true)) {
      Runtime.getRuntime().halt(SIGNAL_EXIT_BASE + signal.getNumber());
    }
    asked.countDown();
  }
}
