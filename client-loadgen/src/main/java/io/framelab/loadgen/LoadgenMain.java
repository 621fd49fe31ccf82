package io.framelab.loadgen;

import io.framelab.cli.CommandRunner;

/** The load generator as a program. */
public final class LoadgenMain {
  private LoadgenMain() {}

  /**
   * Runs {@code framelab load}.
   *
   * @param args flags.
   */
  public static void main(final String[] args) {
    System.exit(CommandRunner.layered("FRAMELAB_LOAD").run(new LoadCommand(), args));
  }
}
