package io.framelab.loadgen.stats;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A machine as unruly as a shared virtual one, for sittings that take no time: it drifts, it
 * changes its speed by a third at any moment, some slices are spoilt, and no two starts of a server
 * are alike. The design of a sitting is {@link SliceDesign}'s.
 */
final class SimulatedMachine {
  /** Cost of a request at the machine's better speed. */
  private static final double COST_NS = 70;

  private static final double STEP = 4.0 / 3;

  /** Of the cost, per second, at most; the direction changes from sitting to sitting. */
  private static final double MAX_DRIFT = 0.002;

  private static final double SLICE_SD = 0.02;

  private static final double OUTLIERS = 0.04;

  /** Mean time between two bursts of spoilt slices, and mean length of one. */
  private static final double BURST_EVERY_S = 40;

  private static final double BURST_S = 4;

  /** What a round spends on starts and warm-ups. */
  private static final double BETWEEN_ROUNDS_S = 8;

  private static final double SLICE_S = SliceDesign.SLICE_NS / 1e9;

  /** The coarser of the two clocks that CPU time is read from. */
  private static final long TICK_NS = 10_000_000;

  private final Scenario scenario;
  private final SplittableRandom random;
  private final double drift;
  private double nowS;
  private boolean slow;
  private double nextStepS;
  private double nextBurstS;
  private double burstEndS;
  private Side before;

  SimulatedMachine(final Scenario scenario, final long seed) {
    this.scenario = scenario;
    this.random = new SplittableRandom(seed);
    this.drift = MAX_DRIFT * (2 * random.nextDouble() - 1);
    this.slow = random.nextBoolean();
    this.nextStepS = wait(scenario.stepS());
    this.nextBurstS = wait(BURST_EVERY_S);
  }

  /** A whole sitting in which B's true cost is so many times A's. */
  List<Round> sitting(final double effect) {
    final List<Round> rounds = new ArrayList<>();
    for (int round = 0; round < SliceDesign.ROUNDS; round++) {
      pass(BETWEEN_ROUNDS_S);
      final Map<Side, Double> start = new EnumMap<>(Side.class);
      for (final Side side : Side.values()) {
        final double cost = side == Side.B ? effect : 1;
        final double mode = random.nextBoolean() ? 1 + scenario.slowMode() : 1;
        start.put(side, cost * mode * Math.exp(scenario.startSd() * random.nextGaussian()));
      }
      final List<Side> warmUp = SliceDesign.order(round, -1);
      before = warmUp.get(warmUp.size() - 1);
      final List<Slice> slices = new ArrayList<>();
      for (int turn = 0; turn < SliceDesign.TURNS; turn++) {
        SliceDesign.order(round, turn)
            .forEach(side -> slices.add(slice(side, start.get(side) * carriedOver(side))));
      }
      rounds.add(new Round("", null, slices));
    }
    return rounds;
  }

  private double carriedOver(final Side side) {
    final double afterAnother = side == before ? 0 : scenario.carryOver();
    final double afterB = before == Side.B ? scenario.carryOver() / 2 : 0;
    before = side;
    return 1 + afterAnother + afterB;
  }

  private boolean isSpoilt() {
    if (!scenario.bursts()) {
      return random.nextDouble() < OUTLIERS;
    }
    while (nextBurstS < nowS) {
      burstEndS = nextBurstS + wait(BURST_S);
      nextBurstS = burstEndS + wait(BURST_EVERY_S);
    }
    return nowS < burstEndS;
  }

  private Slice slice(final Side side, final double cost) {
    final double noise = Math.exp(SLICE_SD * random.nextGaussian());
    final double spoilt = isSpoilt() ? 1 + random.nextDouble() : 1;
    final double costNs = COST_NS * cost * noise * spoilt * pass(SLICE_S);
    // The server is busy for nine tenths of the slice, whatever a request costs.
    final double busyNs = SliceDesign.SLICE_NS * 0.9;
    final long cpuNs = Math.round((busyNs + random.nextDouble() * TICK_NS) / TICK_NS) * TICK_NS;
    return new Slice(
        side, "", SliceDesign.SLICE_NS, Math.round(busyNs / costNs), cpuNs, null, null);
  }

  /** Lets time pass. Returns how dear the machine was meanwhile, in the mean. */
  private double pass(final double seconds) {
    final double endS = nowS + seconds;
    double sum = 0;
    while (nowS < endS) {
      final double untilS = Math.min(endS, nextStepS);
      sum += (untilS - nowS) * (slow ? STEP : 1);
      nowS = untilS;
      if (nowS == nextStepS) {
        slow = !slow;
        nextStepS = nowS + wait(scenario.stepS());
      }
    }
    return sum / seconds * Math.exp(drift * nowS);
  }

  private double wait(final double meanS) {
    return -meanS * Math.log(1 - random.nextDouble());
  }
}
