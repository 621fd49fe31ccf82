package io.framelab.server;

import io.framelab.server.core.ResultCode;
import io.framelab.server.core.Submission;
import io.framelab.server.core.SubmitHandler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Blocks the event loop, in a method that profiles have to find. */
public final class StallingHandler implements SubmitHandler {
  private static final long STALL_NS = TimeUnit.MILLISECONDS.toNanos(400);

  /** Made for the server, which makes one. */
  public StallingHandler() {}

  @Override
  public int onSubmit(final Submission submission) {
    stallHere();
    return ResultCode.OK;
  }

  private static void stallHere() {
    final long untilNs = System.nanoTime() + STALL_NS;
    while (System.nanoTime() - untilNs < 0) {
      LockSupport.parkNanos(STALL_NS);
    }
  }
}
