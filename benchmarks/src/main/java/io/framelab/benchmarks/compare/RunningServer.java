package io.framelab.benchmarks.compare;

import io.framelab.benchmarks.process.ProcessTree;
import io.framelab.cli.RunFailure;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server of this machine that somebody else has started, and ends. Immutable.
 *
 * @param name that the user gave it.
 * @param port where it listens for Submits.
 * @param tree its process and all that it started.
 */
record RunningServer(String name, int port, ProcessTree tree) {
  private static final Pattern FORM = Pattern.compile("([^=]+)=(\\d{1,5}):(\\d{1,18})");

  private static final int MAX_PORT = 65_535;

  /**
   * Finds it.
   *
   * @param text as the user typed it: NAME=PORT:PID.
   * @throws RunFailure for the user, as usage, if there is no such server.
   */
  static RunningServer parse(final String text) {
    final Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > MAX_PORT) {
      throw RunFailure.usage("--running '" + text + "': expected NAME=PORT:PID");
    }
    final ProcessTree tree =
        ProcessTree.of(Long.parseLong(matcher.group(3)))
            .orElseThrow(
                () -> RunFailure.usage("--running '" + text + "': no such process is running"));
    return new RunningServer(matcher.group(1), Integer.parseInt(matcher.group(2)), tree);
  }

  /** What to call it in a sentence. */
  String title() {
    return "server " + name;
  }
}
