package io.framelab.codec;

/**
 * How much a test does in an ordinary build, and in {@code ./framelab test --long}. For every
 * module's tests.
 */
public final class LongRun {
  private static final boolean LONG = Boolean.getBoolean("framelab.long");

  private LongRun() {}

  /** The first unless a long run was asked for. */
  public static int or(final int ordinary, final int inLongRun) {
    return LONG ? inLongRun : ordinary;
  }
}
