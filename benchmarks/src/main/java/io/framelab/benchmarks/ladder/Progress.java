package io.framelab.benchmarks.ladder;

import java.io.PrintStream;

/**
 * Says how far the ladder is: on a terminal one line that is rewritten, elsewhere a plain line per
 * step. The ladder's thread only.
 */
final class Progress {
  private static final String REWRITE = "\r\u001b[K";

  private final PrintStream err;
  private final boolean terminal;

  Progress(final PrintStream err, final boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  /** A step begins. */
  void step(final String line) {
    if (terminal) {
      detail(line);
    } else {
      err.println(line);
    }
  }

  /** Something is done and stays to be read. */
  void line(final String line) {
    clear();
    err.println(line);
  }

  /** A step goes on; nobody needs to know who does not watch. */
  void detail(final String line) {
    if (terminal) {
      err.print(REWRITE + line);
      err.flush();
    }
  }

  /** Makes room for a line on stdout, which is the same terminal more often than not. */
  void clear() {
    if (terminal) {
      err.print(REWRITE);
      err.flush();
    }
  }
}
