package io.framelab.server;

import io.framelab.cli.CommandRunner;

/** The server program. */
public final class ServerMain {
  private static final String ENVIRONMENT_PREFIX = "FRAMELAB_SERVE";

  private ServerMain() {}

  /**
   * Serves until told to stop.
   *
   * @param args see {@code --help}.
   */
  public static void main(final String[] args) {
    final UncaughtToLog uncaught = new UncaughtToLog();
    Thread.setDefaultUncaughtExceptionHandler(uncaught);
    final int exitCode = CommandRunner.layered(ENVIRONMENT_PREFIX).run(new ServeCommand(), args);
    uncaught.tellRest();
    System.exit(exitCode);
  }
}
