package io.framelab.server;

import io.framelab.server.core.Submission;
import io.framelab.server.core.SubmitHandler;
import java.nio.charset.StandardCharsets;

/** A careless handler: fails with a message, and a cause, that quote what the peer sent. */
public final class QuotingHandler implements SubmitHandler {
  @Override
  public int onSubmit(final Submission submission) {
    final String quoted = new String(submission.copyPayload(), StandardCharsets.ISO_8859_1);
    throw new IllegalStateException("no such order: " + quoted, new RuntimeException(quoted));
  }
}
