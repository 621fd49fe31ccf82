package io.framelab.server;

import io.framelab.server.core.Deferral;
import io.framelab.server.core.Submission;
import io.framelab.server.core.SubmitHandler;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Makes another handler take time, for experiments: either by spinning on the thread that runs it,
 * or by answering later from a timer, which holds no thread. Any thread may call it.
 */
final class ServiceTimeHandler implements SubmitHandler {
  private final SubmitHandler handler;
  private final LongSupplier nextNs;
  private final ScheduledThreadPoolExecutor timer;

  private ServiceTimeHandler(
      final SubmitHandler handler,
      final LongSupplier nextNs,
      final ScheduledThreadPoolExecutor timer) {
    this.handler = handler;
    this.nextNs = nextNs;
    this.timer = timer;
  }

  /** Spins by nanoTime before the handler is asked. */
  static ServiceTimeHandler busy(final SubmitHandler handler, final LongSupplier nextNs) {
    return new ServiceTimeHandler(handler, nextNs, null);
  }

  /** Asks the handler at once and passes its answer on later. */
  static ServiceTimeHandler waiting(final SubmitHandler handler, final LongSupplier nextNs) {
    final ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              final Thread thread = new Thread(task, "framelab-service-time");
              thread.setDaemon(true);
              return thread;
            });
    return new ServiceTimeHandler(handler, nextNs, timer);
  }

  @Override
  public int onSubmit(final Submission submission) {
    if (timer == null) {
      spin(nextNs.getAsLong());
      return handler.onSubmit(submission);
    }
    final int result = handler.onSubmit(submission);
    return result == LATER ? LATER : answerLater(submission.defer(), result);
  }

  private int answerLater(final Deferral deferral, final int result) {
    timer.schedule(() -> deferral.complete(result), nextNs.getAsLong(), TimeUnit.NANOSECONDS);
    return LATER;
  }

  private static void spin(final long durationNs) {
    final long startedNs = System.nanoTime();
    while (System.nanoTime() - startedNs < durationNs) {
      Thread.onSpinWait();
    }
  }
}
