package io.framelab.loadgen.report;

import io.framelab.cli.ExitCode;

/**
 * What a result comes to. Stateless. The first that applies: the server broke the protocol,
 * something failed, the figures mean nothing, an assertion does not hold, all is well.
 */
public enum RunVerdict {
  /** Every ack was verified. */
  PASSED(ExitCode.OK),
  /** A connection was lost or stayed silent. */
  FAILED(ExitCode.FAILED),
  /** The server broke the protocol. */
  VIOLATED(ExitCode.PEER_VIOLATION),
  /** The figures do not mean what they say. */
  INVALID(ExitCode.INVALID_RUN),
  /** An {@code --assert} does not hold. */
  UNMET(ExitCode.ASSERT_FAILED);

  private final int exitCode;

  RunVerdict(final int exitCode) {
    this.exitCode = exitCode;
  }

  /**
   * How a program ends whose run came to this.
   *
   * @return one of {@link ExitCode}.
   */
  public int exitCode() {
    return exitCode;
  }

  /**
   * Judges.
   *
   * @param result of a run.
   * @return the verdict.
   */
  public static RunVerdict of(final LoadResult result) {
    final LoadResult.Errors errors = result.errors();
    if (errors.protocol() > 0) {
      return VIOLATED;
    }
    if (errors.connect() + errors.timeout() + errors.reset() + result.verify().missing() > 0) {
      return FAILED;
    }
    if (!result.valid()) {
      return INVALID;
    }
    return result.asserts().stream().allMatch(Assertion::passed) ? PASSED : UNMET;
  }
}
