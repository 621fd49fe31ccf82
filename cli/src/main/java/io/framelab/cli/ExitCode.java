package io.framelab.cli;

/** What a program's exit code means; the first that applies wins, from top to bottom. */
public final class ExitCode {
  /** A flag, its value, or the configuration file is wrong. */
  public static final int USAGE = 2;

  /**
   * The peer broke the protocol: a bad, duplicate or early ack, an ack of nothing, an early close.
   */
  public static final int PEER_VIOLATION = 3;

  /** It failed at run time: port taken, connection refused or reset, timed out. */
  public static final int FAILED = 1;

  /** The run proves nothing about the server, because the load generator was the limit. */
  public static final int INVALID_RUN = 4;

  /** What the user asserted of the figures does not hold. */
  public static final int ASSERT_FAILED = 99;

  /** Something became slower or costlier than what it was compared with. */
  public static final int REGRESSION = 5;

  /** Everything went well. */
  public static final int OK = 0;

  /** The heap was exhausted; whatever has no ack yet will get none. */
  public static final int HEAP_EXHAUSTED = 70;

  /** A second SIGINT ended it at once. */
  public static final int INTERRUPTED = 130;

  /** A second SIGTERM ended it at once. */
  public static final int TERMINATED = 143;

  private ExitCode() {}
}
