package io.framelab.benchmarks.output;

import java.io.PrintStream;

/**
 * Says how far a verb is: on a terminal one line that is rewritten, elsewhere a plain line per
 * step. One thread uses it.
 */
public final class Progress {
  private static final String REWRITE = "\r\u001b[K";

  private final PrintStream err;
  private final boolean terminal;

  /**
   * Says nothing yet.
   *
   * @param err where to say it; not closed.
   * @param terminal whether a line there can be rewritten.
   */
  public Progress(final PrintStream err, final boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  /**
   * A step begins.
   *
   * @param line that says which.
   */
  public void step(final String line) {
    if (terminal) {
      detail(line);
    } else {
      err.println(line);
    }
  }

  /**
   * Something is done and stays to be read.
   *
   * @param line that says what.
   */
  public void line(final String line) {
    clear();
    err.println(line);
  }

  /**
   * A step goes on; nobody needs to know who does not watch.
   *
   * @param line that says how.
   */
  public void detail(final String line) {
    if (terminal) {
      err.print(REWRITE + line);
      err.flush();
    }
  }

  /** Makes room for a line on stdout, which is the same terminal more often than not. */
  public void clear() {
    if (terminal) {
      err.print(REWRITE);
      err.flush();
    }
  }
}
