package io.framelab.server.contract;

import io.framelab.server.core.ResultCode;
import io.framelab.server.core.Submission;
import io.framelab.server.core.SubmitHandler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A handler that says ok and keeps the ids of all Submits that it was given. */
final class Ledger implements SubmitHandler {
  private final List<Long> handled = Collections.synchronizedList(new ArrayList<>());

  @Override
  public int onSubmit(final Submission submission) {
    handled.add(submission.id());
    return ResultCode.OK;
  }

  /** The ids so far, in the order in which they were handled. */
  List<Long> handled() {
    synchronized (handled) {
      return List.copyOf(handled);
    }
  }

  int size() {
    return handled.size();
  }
}
