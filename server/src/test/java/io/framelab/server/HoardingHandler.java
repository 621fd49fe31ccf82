package io.framelab.server;

import io.framelab.server.core.ResultCode;
import io.framelab.server.core.Submission;
import io.framelab.server.core.SubmitHandler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Holds most of the heap, and lets go of the oldest piece for each new one, in a method that
 * profiles have to find.
 */
public final class HoardingHandler implements SubmitHandler {
  private static final int PIECE_BYTES = 10_000;
  private static final double SHARE = 0.7;

  /** Of each Submit. */
  private static final int PIECES = 32;

  /** So that not all that the machine can do is collecting. */
  private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(2);

  private final byte[][] hoard =
      new byte[(int) (Runtime.getRuntime().maxMemory() * SHARE / PIECE_BYTES)][];
  private int next;

  /** Made for the server, which makes one; for one connection. */
  public HoardingHandler() {}

  @Override
  public int onSubmit(final Submission submission) {
    hoardHere();
    LockSupport.parkNanos(PAUSE_NS);
    return ResultCode.OK;
  }

  private void hoardHere() {
    for (int i = 0; i < PIECES; i++) {
      hoard[next] = new byte[PIECE_BYTES];
      next = (next + 1) % hoard.length;
    }
  }
}
