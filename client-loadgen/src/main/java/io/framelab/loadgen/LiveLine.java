package io.framelab.loadgen;

import io.framelab.loadgen.report.Words;
import java.io.PrintStream;

/**
 * Shows a run while it lasts: on a terminal one line that is rewritten, elsewhere one line per
 * interval. The rig's thread only.
 */
final class LiveLine implements LoadListener {
  private static final String REWRITE = "\r\u001b[K";

  private final String headline;
  private final PrintStream out;
  private final boolean terminal;
  private boolean open;

  /**
   * Prepares to show a run.
   *
   * @param headline printed once, when every connection is open.
   * @param out where to; stays the caller's.
   * @param terminal whether somebody looks at it.
   */
  LiveLine(final String headline, final PrintStream out, final boolean terminal) {
    this.headline = headline;
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public void onConnected() {
    out.println(headline);
  }

  @Override
  public void onInterval(final IntervalSnapshot snapshot) {
    final String line = text(snapshot);
    if (terminal) {
      out.print(REWRITE + line);
      out.flush();
      open = true;
    } else {
      out.println(line);
    }
  }

  /** Leaves the cursor on a line of its own. */
  void close() {
    if (open) {
      out.println();
      open = false;
    }
  }

  private static String text(final IntervalSnapshot snapshot) {
    return Words.text(
        "%5.1f s%s  sent/s %s  acked/s %s  in flight %s  p50 %s  p99 %s  max %s  errors %d%s  cpu %s",
        snapshot.elapsedNs() / 1e9,
        snapshot.warmup() ? " (warm-up)" : "",
        Words.count(snapshot.sentPerSec()),
        Words.count(snapshot.ackedPerSec()),
        Words.count(snapshot.inFlight()),
        Words.time(snapshot.p50Ns()),
        Words.time(snapshot.p99Ns()),
        Words.time(snapshot.maxNs()),
        snapshot.failures(),
        snapshot.lagNs() < 0 ? "" : "  lag " + Words.time(snapshot.lagNs()),
        Words.percent(snapshot.cpuShare()));
  }
}
