package io.framelab.loadgen;

/**
 * A run that could not even begin, in one line for the user: refused, unresolvable, no port or file
 * left.
 */
public final class LoadFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LoadFailure(final String message) {
    super(message, null, false, false);
  }
}
