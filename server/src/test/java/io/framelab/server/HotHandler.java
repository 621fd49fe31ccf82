package io.framelab.server;

import io.framelab.server.core.ResultCode;
import io.framelab.server.core.Submission;
import io.framelab.server.core.SubmitHandler;

/** Spends time and memory, and waits for a lock, in methods that profiles have to find. */
public final class HotHandler implements SubmitHandler {
  private static final int ROUNDS = 20_000_000;

  /** Small ones: each sample of another's small object stands for very many, too. */
  private static final int PIECES = 20_000;

  private static final int PIECE_BYTES = 32;
  private static final int HELD_MS = 2;
  private static final Object LOCK = new Object();

  /** Shown, so that nothing is left out as useless. */
  private static volatile long sum;

  private static volatile Object piece;

  /** Made for the server, which makes one. */
  public HotHandler() {
    final Thread holder = new Thread(HotHandler::holdAgainAndAgain);
    holder.setDaemon(true);
    holder.start();
  }

  @Override
  public int onSubmit(final Submission submission) {
    burnHere(submission.id());
    allocateHere();
    lockHere();
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

  private static void lockHere() {
    synchronized (LOCK) {
      sum++;
    }
  }

  /** Sleeps with the lock, so that whoever else wants it has to wait. */
  private static void holdAgainAndAgain() {
    try {
      while (true) {
        synchronized (LOCK) {
          Thread.sleep(HELD_MS);
        }
        Thread.sleep(HELD_MS);
      }
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
