package io.framelab.server;

/**
 * Ends the process when a thread dies for want of heap: a server that lost a thread to it would go on as a ruin, and a supervisor
 * can only help a process that has ended.
 */
final class HeapExhaustion implements Thread.UncaughtExceptionHandler {
  /** EX_SOFTWARE of sysexits.h. */
  static final int EXIT_CODE = 70;

  @Override
  public void uncaughtException(final Thread thread, final Throwable thrown) {
    if (thrown instanceof OutOfMemoryError) {
      System.err.println("framelab: out of memory in " + thread.getName() + ", ending");
      Runtime.getRuntime().halt(EXIT_CODE);
    }
    System.err.println("framelab: " + thread.getName() + " ended: " + thrown);
  }
}
