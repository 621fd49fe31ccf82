package io.framelab.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Ends the process when the heap is exhausted, because a process that lost any one object can
 * promise nothing any more. All that the end needs is made in advance: when it comes, nothing can
 * be. Any thread.
 */
final class HeapExhaustion {
  private static final byte[] LINE =
      "framelab: the heap is exhausted; give it more memory (-Xmx) or fewer connections\n"
          .getBytes(StandardCharsets.UTF_8);
  private static final FileOutputStream STDERR = new FileOutputStream(FileDescriptor.err);
  // In an array, because a literal in the code is made when the code first comes by it.
  private static final String[] MESSAGES = {"Java heap space", "GC overhead limit exceeded"};
  private static final Runtime RUNTIME = Runtime.getRuntime();

  /** Enough for the JDK to load what the last steps need. */
  private static final int RESERVE_BYTES = 512 * 1024;

  /** Given up first of all, so that the last steps find some room. */
  private static volatile byte[] reserve = new byte[RESERVE_BYTES];

  private HeapExhaustion() {}

  /** From now on any thread that dies of an exhausted heap takes the process with it. */
  static void watchAllThreads() {
    loadWhatEndsAProcess();
    final Thread.UncaughtExceptionHandler other = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler(new Watcher(other));
  }

  /** The JDK would load it only when a process ends; a hook, though never run, needs it, too. */
  private static void loadWhatEndsAProcess() {
    final Thread hook = new Thread(() -> {});
    RUNTIME.addShutdownHook(hook);
    RUNTIME.removeShutdownHook(hook);
  }

  /**
   * Does not return if the heap is exhausted: the process ends with {@link
   * ExitCode#HEAP_EXHAUSTED}, without shutdown hooks.
   *
   * @param failure what was caught.
   */
  static void exitIfCause(final Throwable failure) {
    if (isExhaustion(failure)) {
      reserve = null;
      say();
      while (true) {
        halt();
      }
    }
  }

  /** Threads and direct buffers run out with the same class, and of those a server recovers. */
  private static boolean isExhaustion(final Throwable failure) {
    if (!(failure instanceof OutOfMemoryError)) {
      return false;
    }
    final String message = failure.getMessage();
    for (final String begin : MESSAGES) {
      if (message != null && message.startsWith(begin)) {
        return true;
      }
    }
    return false;
  }

  private static void say() {
    try {
      STDERR.write(LINE);
    } catch (final IOException | OutOfMemoryError e) {
      // Nobody listens, or nothing can be said any more; the exit code says it too.
    }
  }

  private static void halt() {
    try {
      RUNTIME.halt(ExitCode.HEAP_EXHAUSTED);
    } catch (final OutOfMemoryError e) {
      // Another thread took the room that was made. It will fail of its own before long.
    }
  }

  /** A class of its own, not a lambda: it must not be linked when it is too late. */
  private record Watcher(Thread.UncaughtExceptionHandler other)
      implements Thread.UncaughtExceptionHandler {
    @Override
    public void uncaughtException(final Thread thread, final Throwable failure) {
      exitIfCause(failure);
      if (other != null) {
        other.uncaughtException(thread, failure);
      } else {
        System.err.print("Exception in thread \"" + thread.getName() + "\" ");
        failure.printStackTrace();
      }
    }
  }
}
