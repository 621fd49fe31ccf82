package io.framelab.profiling;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Failures in the words of people. Stateless; any thread may use it. */
public final class Reason {
  private Reason() {}

  /**
   * What an exception means.
   *
   * @param failure that was caught.
   * @return in one line, without the file's name where only one was asked for.
   */
  public static String of(final Throwable failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "is no folder";
    }
    if (failure instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (failure instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    final String message = failure.getMessage();
    if (message == null) {
      return failure.toString();
    }
    // the system's loader names the file twice before it comes to the point
    return message.substring(
        message.lastIndexOf(".so: ") < 0 ? 0 : message.lastIndexOf(".so: ") + 5);
  }
}
