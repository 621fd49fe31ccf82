package io.framelab.server;

import io.framelab.server.core.ResultCode;
import io.framelab.server.core.Submission;
import io.framelab.server.core.SubmitHandler;

/** Spends its time in a method that a profile has to find. */
public final class HotHandler implements SubmitHandler {
  private static final int ROUNDS = 20_000_000;

  /** Shown, so that nothing is left out as useless. */
  private static volatile long sum;

  @Override
  public int onSubmit(final Submission submission) {
    burnHere(submission.id());
    return ResultCode.OK;
  }

  private static void burnHere(final long seed) {
    long result = seed;
    for (int i = 0; i < ROUNDS; i++) {
      result = result * 31 + i;
    }
    sum = result;
  }
}
