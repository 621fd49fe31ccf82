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

  /**
   * Turns of a round, one in each order; their median bears that the machine changes its speed in
   * some of them.
   */
  public static final int TURNS = 6;

  /** Long enough that the last acks, which come while nothing is sent any more, do not count. */
  public static final String SLICE = "500ms";

  /** The same in nanoseconds. */
  public static final long SLICE_NS = TimeUnit.MILLISECONDS.toNanos(500);

  /** Until a JVM has compiled what the load needs, with three of them on the machine. */
  public static final String WARMUP = "2s";

  /** The same in nanoseconds. */
  public static final long WARMUP_NS = TimeUnit.SECONDS.toNanos(2);

  /**
   * All six orders, one after the other in a circle. Every side is each place's twice, so that a
   * machine that grows slower by the second favours nobody. Each turn begins with whoever ended the
   * one before, so that every side follows A, B, the control and itself equally often, twice each:
   * what a slice leaves behind for the next, in caches or in clocks, is everybody's alike.
   */
  private static final List<List<Side>> ORDERS =
      List.of(
          List.of(Side.A, Side.B, Side.CONTROL),
          List.of(Side.CONTROL, Side.A, Side.B),
          List.of(Side.B, Side.CONTROL, Side.A),
          List.of(Side.A, Side.CONTROL, Side.B),
          List.of(Side.B, Side.A, Side.CONTROL),
          List.of(Side.CONTROL, Side.B, Side.A));

  private SliceDesign() {}

  /**
   * Who gets the slices of a turn. Every round begins one further in the circle.
   *
   * @param round counted from 0.
   * @param turn counted from 0; -1 is the warm-up, whose last slice the first turn follows.
   * @return every side once.
   */
  public static List<Side> order(final int round, final int turn) {
    return ORDERS.get(Math.floorMod(round + turn, ORDERS.size()));
  }
}
