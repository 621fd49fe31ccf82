package io.framelab.loadgen.report;

import io.framelab.cli.CommandRunner;

/** The viewer as a program. */
public final class ReportMain {
  private ReportMain() {}

  /**
   * Runs {@code framelab report}.
   *
   * @param args files and flags.
   */
  public static void main(final String[] args) {
    System.exit(CommandRunner.flagsOnly().run(new ReportCommand(), args));
  }
}
