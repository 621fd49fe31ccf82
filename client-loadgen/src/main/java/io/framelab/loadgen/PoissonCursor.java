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

  /**
   * Sums of exponential gaps. Uniform numbers by SplitMix64 (Steele, Lea, Flood: Fast Splittable
   * Pseudorandom Number Generators, OOPSLA 2014), made exponential by inversion: {@code -ln(u)}.
   */
  private static final class Walk {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    /** The 53 bits that a double holds; half a step more, so that it is never 0. */
    private static final double UNIT = 0x1p-53;

    private final double meanNs;
    private long state;

    /** A double holds thirteen days to an eighth of a nanosecond. */
    private double elapsedNs;

    Walk(final long seed, final int connectionNumber, final double meanNs) {
      this.meanNs = meanNs;
      // Neighbours begin far apart on the generator's one cycle.
      this.state = mix(mix(seed) + connectionNumber);
    }

    void step() {
      state += GOLDEN_GAMMA;
      elapsedNs -= Math.log(((mix(state) >>> 11) + 0.5) * UNIT) * meanNs;
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

    private static long mix(final long value) {
      final long once = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
      final long twice = (once ^ once >>> 27) * 0x94d049bb133111ebL;
      return twice ^ twice >>> 31;
    }
  }
}
