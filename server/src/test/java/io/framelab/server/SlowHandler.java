package io.framelab.server;

import io.framelab.server.core.ResultCode;
import io.framelab.server.core.Submission;
import io.framelab.server.core.SubmitHandler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Takes a millisecond for each Submit, and the thread that calls it. */
public final class SlowHandler implements SubmitHandler {
  private static final long SERVICE_NS = TimeUnit.MILLISECONDS.toNanos(1);

  @Override
  public int onSubmit(final Submission submission) {
    final long startedNs = System.nanoTime();
    long leftNs = SERVICE_NS;
    while (leftNs > 0) {
      LockSupport.parkNanos(leftNs);
      leftNs = SERVICE_NS - (System.nanoTime() - startedNs);
    }
    return ResultCode.OK;
  }
}
