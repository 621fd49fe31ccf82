package io.framelab.server.contract;

import io.framelab.codec.RawPeer;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** What goes on beside the test's thread; the test asks for its result in the end. */
final class Background<T> {
  private final FutureTask<T> task;

  private Background(final Callable<T> work) {
    this.task = new FutureTask<>(work);
  }

  static <T> Background<T> run(final Callable<T> work) {
    final Background<T> background = new Background<>(work);
    final Thread thread = new Thread(background.task, "background");
    thread.setDaemon(true);
    thread.start();
    return background;
  }

  boolean isDone() {
    return task.isDone();
  }

  /** The result, waited for; its failure fails the test. */
  T result() throws Exception {
    return task.get(2 * RawPeer.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
