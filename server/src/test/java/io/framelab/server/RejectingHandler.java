package io.framelab.server;

import io.framelab.server.core.ResultCode;
import io.framelab.server.core.Submission;
import io.framelab.server.core.SubmitHandler;

/** A user's handler, as far as the server can tell. */
public final class RejectingHandler implements SubmitHandler {
  @Override
  public int onSubmit(final Submission submission) {
    return ResultCode.REJECTED;
  }
}
