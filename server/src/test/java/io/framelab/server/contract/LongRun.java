package io.framelab.server.contract;

/** How much a test does in an ordinary build, and in {@code ./framelab test --long}. */
final class LongRun {
  private static final boolean LONG = Boolean.getBoolean("framelab.long");

  private LongRun() {}

  /** The first unless a long run was asked for. */
  static int or(final int ordinary, final int inLongRun) {
    return LONG ? inLongRun : ordinary;
  }
}
