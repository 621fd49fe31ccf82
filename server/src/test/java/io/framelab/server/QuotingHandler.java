package io.framelab.server;

import io.framelab.server.core.Submission;
import io.framelab.server.core.SubmitHandler;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A careless handler: its exceptions quote what a peer sent, in every place that they have. */
public final class QuotingHandler implements SubmitHandler {
  /** Made for the server, which makes one; for any thread. */
  public QuotingHandler() {}

  @Override
  public int onSubmit(final Submission submission) {
    final byte[] id = ByteBuffer.allocate(Long.BYTES).putLong(submission.id()).array();
    final byte[] payload = submission.copyPayload();
    final IllegalArgumentException thrown =
        new IllegalArgumentException(
            "no such order: "
                + new String(id, StandardCharsets.ISO_8859_1)
                + new String(payload, StandardCharsets.ISO_8859_1),
            new OwnWordsException(new String(payload, StandardCharsets.UTF_8)));
    thrown.addSuppressed(new IllegalStateException(new String(payload, StandardCharsets.UTF_16BE)));
    throw thrown;
  }

  /** Says of itself what it likes. */
  private static final class OwnWordsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OwnWordsException(final String words) {
      super(words);
    }

    @Override
    public String toString() {
      return getMessage();
    }
  }
}
