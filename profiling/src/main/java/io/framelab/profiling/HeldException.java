package io.framelab.profiling;

/** Somebody else is recording; the message says who, and for how long still. */
public final class HeldException extends Exception {
  private static final long serialVersionUID = 1;

  HeldException(final String message) {
    super(message);
  }
}
