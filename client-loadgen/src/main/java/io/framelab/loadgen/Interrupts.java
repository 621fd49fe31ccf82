package io.framelab.loadgen;

import io.framelab.cli.ExitCode;
import io.framelab.cli.Signals;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ctrl-C: once ends the run, which still reports; twice ends the process. */
final class Interrupts {
  private Interrupts() {}

  static void handle(final Runnable stop) {
    final AtomicBoolean asked = new AtomicBoolean();
    Signals.handle(
        "INT",
        () -> {
          if (asked.getAndSet(true)) {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
          }
          stop.run();
        });
  }
}
