import io.framelab.server.core.ResultCode;
import io.framelab.server.core.Submission;
import io.framelab.server.core.SubmitHandler;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Puts long payloads aside, for somebody to look at later, and nobody ever does. docs/PROFILING.md
 * finds it.
 */
public final class Leak implements SubmitHandler {
  private static final int LONG_BYTES = 100;

  private final Queue<byte[]> aside = new ConcurrentLinkedQueue<>();

  @Override
  public int onSubmit(final Submission submission) {
    final byte[] copy = copied(submission);
    if (copy.length > LONG_BYTES) {
      aside.add(copy);
    }
    return ResultCode.OK;
  }

  private static byte[] copied(final Submission submission) {
    final byte[] copy = new byte[submission.payloadLength()];
    submission.buffer().getBytes(submission.payloadOffset(), copy);
    return copy;
  }
}
