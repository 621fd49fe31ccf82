package io.framelab.server;

import io.framelab.server.core.Submission;
import io.framelab.server.core.SubmitHandler;
import java.util.concurrent.locks.LockSupport;

/** A handler that says on stderr that it was called, and never returns, interrupted or not. */
public final class StuckHandler implements SubmitHandler {
  /** Its line. */
  static final String SAID = "the handler is stuck, on purpose";

  @Override
  public int onSubmit(final Submission submission) {
    System.err.println(SAID);
    while (true) {
      LockSupport.park();
      Thread.interrupted();
    }
  }
}
