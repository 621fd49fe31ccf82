package io.framelab.loadgen.stats;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How slices are dealt out: the defaults of every verb that compares, which are also what {@code
 * SliceCalibrationTest} simulates. Stateless.
 */
public final class SliceDesign {
  /**
   * Rounds, each with fresh processes. Starts of one JVM differ by two percent or so, and only more
   * starts help against that: with nine, five percent are found more than nine times in ten.
   */
  public static final int ROUNDS = 9;

  /** Turns of a round; their median bears that the machine changes its speed in some of them. */
  public static final int TURNS = 6;

  /** Long enough that the last acks, which come while nothing is sent any more, do not count. */
  public static final String SLICE = "500ms";

  /** The same in nanoseconds. */
  public static final long SLICE_NS = TimeUnit.MILLISECONDS.toNanos(500);

  /** Until a JVM has compiled what the load needs, with three of them on the machine. */
  public static final String WARMUP = "2s";

  /** The same in nanoseconds. */
  public static final long WARMUP_NS = TimeUnit.SECONDS.toNanos(2);

  private static final List<Side> THERE = List.of(Side.A, Side.B, Side.CONTROL);

  private static final List<Side> BACK = List.of(Side.CONTROL, Side.B, Side.A);

  private SliceDesign() {}

  /**
   * Who gets the slices of a turn. B is always in the middle, so that a machine that grows slower
   * or faster by the minute favours nobody; A and its control change places.
   *
   * @param turn counted from 0.
   * @return every side once.
   */
  public static List<Side> order(final int turn) {
    return turn % 2 == 0 ? THERE : BACK;
  }
}
