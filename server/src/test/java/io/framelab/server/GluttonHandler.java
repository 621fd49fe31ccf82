package io.framelab.server;

import io.framelab.server.core.ResultCode;
import io.framelab.server.core.Submission;
import io.framelab.server.core.SubmitHandler;
import java.util.ArrayList;
import java.util.List;

/** Takes heap for every Submit that says so by its payload, and never lets go of it. */
public final class GluttonHandler implements SubmitHandler {
  private static final int BYTES = 1024 * 1024;

  private final List<byte[]> kept = new ArrayList<>();

  /** Made for the server, which makes one; for one connection. */
  public GluttonHandler() {}

  @Override
  public int onSubmit(final Submission submission) {
    while (submission.payloadLength() > 0) {
      kept.add(new byte[BYTES]);
    }
    return ResultCode.OK;
  }
}
