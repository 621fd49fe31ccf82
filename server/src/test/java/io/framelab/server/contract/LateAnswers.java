package io.framelab.server.contract;

import io.framelab.server.core.Deferral;
import io.framelab.server.core.ResultCode;
import io.framelab.server.core.Submission;
import io.framelab.server.core.SubmitHandler;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A handler whose answers come from a thread of its own, none before they are released. */
final class LateAnswers implements SubmitHandler, AutoCloseable {
  private final BlockingQueue<Deferral> deferred = new LinkedBlockingQueue<>();
  private final CountDownLatch first = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicInteger handled = new AtomicInteger();
  private final Thread worker = new Thread(this::answer, "late-answers");

  private LateAnswers() {
    worker.setDaemon(true);
    worker.start();
  }

  static LateAnswers withheld() {
    return new LateAnswers();
  }

  @Override
  public int onSubmit(final Submission submission) {
    handled.incrementAndGet();
    deferred.add(submission.defer());
    first.countDown();
    return LATER;
  }

  /** How many Submits the handler was given. */
  int handled() {
    return handled.get();
  }

  /** Returns when a Submit waits for its answer. */
  void awaitFirst() throws InterruptedException {
    first.await();
  }

  /** From now on answers come as fast as the thread can. */
  void release() {
    released.countDown();
  }

  @Override
  public void close() {
    worker.interrupt();
  }

  private void answer() {
    try {
      released.await();
      while (true) {
        deferred.take().complete(ResultCode.OK);
      }
    } catch (final InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
