package io.framelab.server;

import io.framelab.server.core.ResultCode;
import io.framelab.server.core.Submission;
import io.framelab.server.core.SubmitHandler;
import java.nio.charset.StandardCharsets;

/** A careless handler: it starts a thread for each Submit, and nobody catches what that throws. */
public final class ThreadStartingHandler implements SubmitHandler {
  /** Made for the server, which makes one; for any thread. */
  public ThreadStartingHandler() {}

  @Override
  public int onSubmit(final Submission submission) {
    final String words = new String(submission.copyPayload(), StandardCharsets.ISO_8859_1);
    final Thread thread =
        new Thread(
            () -> {
              throw new IllegalStateException(words);
            },
            "order-writer");
    thread.start();
    try {
      thread.join();
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ResultCode.OK;
  }
}
