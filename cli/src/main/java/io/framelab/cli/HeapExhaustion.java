package io.framelab.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Ends the process when the heap is exhausted, because a process that lost any one object can
 * promise nothing any more. Any thread.
 */
public final class HeapExhaustion {
  // Made in advance: when it is needed, there is no memory to make it.
  private static final byte[] LINE =
      "framelab: the heap is exhausted; give it more memory (-Xmx) or fewer connections\n"
          .getBytes(StandardCharsets.UTF_8);

  // Threads and direct buffers run out with the same class of error, and of those a server
  // recovers.
  private static final Set<String> MESSAGES =
      Set.of("Java heap space", "GC overhead limit exceeded");

  private HeapExhaustion() {}

  /** From now on any thread that dies of an exhausted heap takes the process with it. */
  static void watchAllThreads() {
    final Thread.UncaughtExceptionHandler other = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> {
          exitIfCause(failure);
          if (other != null) {
            other.uncaughtException(thread, failure);
          } else {
            System.err.print("Exception in thread \"" + thread.getName() + "\" ");
            failure.printStackTrace();
          }
        });
  }

  /**
   * To be called wherever any throwable is caught and life goes on. Does not return if the heap is
   * exhausted: the process ends with {@link ExitCode#HEAP_EXHAUSTED}, without shutdown hooks.
   *
   * @param failure what was caught.
   */
  public static void exitIfCause(final Throwable failure) {
    if (failure instanceof OutOfMemoryError
        && MESSAGES.contains(String.valueOf(failure.getMessage()))) {
      try (FileOutputStream stderr = new FileOutputStream(FileDescriptor.err)) {
        stderr.write(LINE);
      } catch (final IOException e) {
        // Nobody listens; the exit code says it too.
      } finally {
        Runtime.getRuntime().halt(ExitCode.HEAP_EXHAUSTED);
      }
    }
  }
}
