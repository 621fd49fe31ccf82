package io.framelab.server;

import io.framelab.server.core.ResultCode;
import io.framelab.server.core.Submission;
import io.framelab.server.core.SubmitHandler;

/** Spends its time, and memory, in methods that profiles have to find. */
public final class HotHandler implements SubmitHandler {
  private static final int ROUNDS = 20_000_000;

  /** Small ones: each sample of another's small object stands for very many, too. */
  private static final int PIECES = 100_000;

  private static final int PIECE_BYTES = 32;

  /** Shown, so that nothing is left out as useless. */
  private static volatile long sum;

  private static volatile Object piece;

  @Override
  public int onSubmit(final Submission submission) {
    burnHere(submission.id());
    allocateHere();
    return ResultCode.OK;
  }

  private static void burnHere(final long seed) {
    long result = seed;
    for (int i = 0; i < ROUNDS; i++) {
      result = result * 31 + i;
    }
    sum = result;
  }

  private static void allocateHere() {
    for (int i = 0; i < PIECES; i++) {
      piece = new byte[PIECE_BYTES];
    }
  }
}
