package io.framelab.cli;

/**
 * A failure that is the user's to mend. {@link CommandRunner} prints its message as one line on
 * stderr and ends with its exit code; no stack trace is shown, so the message must say what went
 * wrong, where, and what to do.
 */
public final class RunFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /**
   * A failure with any exit code.
   *
   * @param exitCode one of {@link ExitCode}.
   * @param message one line without the program's name.
   */
  public RunFailure(final int exitCode, final String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /**
   * A failure with any exit code and what led to it.
   *
   * @param exitCode one of {@link ExitCode}.
   * @param message one line without the program's name.
   * @param cause for debuggers; not shown to the user.
   */
  public RunFailure(final int exitCode, final String message, final Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /**
   * Flags that are wrong, contradict each other, or cannot be honoured.
   *
   * @param message one line that names the flag, the value, and what would be valid.
   * @return a failure with {@link ExitCode#USAGE}.
   */
  public static RunFailure usage(final String message) {
    return new RunFailure(ExitCode.USAGE, message);
  }

  /**
   * What the process ends with.
   *
   * @return one of {@link ExitCode}.
   */
  public int exitCode() {
    return exitCode;
  }
}
