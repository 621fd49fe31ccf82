package io.framelab.loadgen.stats;

/**
 * How unruly a simulated machine is.
 *
 * @param name for the table.
 * @param startSd how much two starts of a server differ, as standard deviation of the logarithm.
 * @param stepS mean time between two changes of the machine's speed by a third, in seconds.
 * @param slowMode how much slower half of the starts are, as share of the cost.
 * @param bursts whether spoilt slices come together, some seconds of them at a time.
 * @param carryOver how much dearer a slice is after another server's than after one of its own, as
 *     share of the cost; half as much again after B's, which spoils more.
 */
record Scenario(
    String name, double startSd, double stepS, double slowMode, boolean bursts, double carryOver) {
  /** What the bounds have to hold for. */
  static final Scenario DEFAULT = new Scenario("starts differ by 2 %", 0.02, 20, 0, false, 0);

  Scenario named(final String other) {
    return new Scenario(other, startSd, stepS, slowMode, bursts, carryOver);
  }

  Scenario withStartSd(final double sd) {
    return new Scenario(name, sd, stepS, slowMode, bursts, carryOver);
  }

  Scenario withStepsEvery(final double seconds) {
    return new Scenario(name, startSd, seconds, slowMode, bursts, carryOver);
  }

  Scenario withSlowMode(final double share) {
    return new Scenario(name, startSd, stepS, share, bursts, carryOver);
  }

  Scenario withBursts() {
    return new Scenario(name, startSd, stepS, slowMode, true, carryOver);
  }

  Scenario withCarryOver(final double share) {
    return new Scenario(name, startSd, stepS, slowMode, bursts, share);
  }
}
