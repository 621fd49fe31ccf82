package io.framelab.loadgen;

/**
 * Submits that come independently of each other: the gaps of a connection are exponential with the
 * mean {@code c / R}, and so all {@code c} connections together are a Poisson process of rate
 * {@code R}. Counting what is due walks ahead; going there then costs nothing.
 */
final class PoissonCursor extends SendCursor {
  private final long originNs;
  private final Walk here;

  /** At the first Submit that was not due when last asked. */
  private final Walk ahead;

  /** Submits between the two. */
  private long lead;

  PoissonCursor(final SendSchedule schedule, final int connectionNumber) {
    originNs = schedule.originNs();
    final double meanNs =
        (double) schedule.connections() * SendSchedule.NS_PER_SEC / schedule.rate().perSec();
    here = new Walk(schedule.seed(), connectionNumber, meanNs);
    here.step();
    ahead = new Walk(schedule.seed(), connectionNumber, meanNs);
    ahead.copy(here);
    intendedNs = originNs + (long) here.elapsedNs;
  }

  @Override
  void advance() {
    advance(1);
  }

  @Override
  void advance(final long submits) {
    if (submits < lead) {
      lead -= submits;
      here.step(submits);
    } else {
      ahead.step(submits - lead);
      lead = 0;
      here.copy(ahead);
    }
    intendedNs = originNs + (long) here.elapsedNs;
  }

  @Override
  long due(final long nowNs, final long most) {
    final long nowElapsedNs = nowNs - originNs;
    while (lead < most && (long) ahead.elapsedNs <= nowElapsedNs) {
      ahead.step();
      lead++;
    }
    return Math.min(lead, most);
  }

  /** Sums of exponential gaps: uniform numbers made exponential by inversion, {@code -ln(u)}. */
  private static final class Walk {
    /** The 53 bits that a double holds; half a step more, so that it is never 0. */
    private static final double UNIT = 0x1p-53;

    private final double meanNs;
    private long state;

    /** A double holds thirteen days to an eighth of a nanosecond. */
    private double elapsedNs;

    Walk(final long seed, final int connectionNumber, final double meanNs) {
      this.meanNs = meanNs;
      // Neighbours begin far apart on the generator's one cycle.
      this.state = SplitMix64.mix(SplitMix64.mix(seed) + connectionNumber);
    }

    void step() {
      state += SplitMix64.GOLDEN_GAMMA;
      elapsedNs -= Math.log(((SplitMix64.mix(state) >>> 11) + 0.5) * UNIT) * meanNs;
    }

    void step(final long times) {
      for (long i = 0; i < times; i++) {
        step();
      }
    }

    void copy(final Walk other) {
      state = other.state;
      elapsedNs = other.elapsedNs;
    }
  }
}
