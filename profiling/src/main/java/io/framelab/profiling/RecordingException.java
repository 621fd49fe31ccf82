package io.framelab.profiling;

/** A recording could not be made; the message says why, for people. */
public final class RecordingException extends Exception {
  private static final long serialVersionUID = 1;

  RecordingException(final String message, final Throwable cause) {
    super(message, cause);
  }
}
