package io.framelab.server;

import io.framelab.server.core.ResultCode;
import io.framelab.server.core.Submission;
import io.framelab.server.core.SubmitHandler;
import java.util.concurrent.CountDownLatch;

/** A handler that says on stderr that it is being made, and never is. */
public final class SlowToStartHandler implements SubmitHandler {
  /** Its line. */
  static final String SAID = "the handler is being made, on purpose for ever";

  /** Does not return. */
  public SlowToStartHandler() throws InterruptedException {
    System.err.println(SAID);
    new CountDownLatch(1).await();
  }

  @Override
  public int onSubmit(final Submission submission) {
    return ResultCode.OK;
  }
}
