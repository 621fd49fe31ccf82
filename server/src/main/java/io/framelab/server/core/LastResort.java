package io.framelab.server.core;

/**
 * Hands an error that nobody here can mend to whoever the program has appointed for such: the
 * calling thread's handler of uncaught exceptions. The server program ends when the heap is
 * exhausted; an embedding program decides for itself. Any thread may call it.
 */
public final class LastResort {
  private LastResort() {}

  /**
   * Tells, and returns unless the process ends.
   *
   * @param error that was caught.
   */
  public static void tell(final Error error) {
    final Thread thread = Thread.currentThread();
    thread.getUncaughtExceptionHandler().uncaughtException(thread, error);
  }
}
