package io.framelab.loadgen;

/**
 * All Submits of all connections equally far apart: Submit {@code n} of connection {@code i} of
 * {@code c} at rate {@code R} is number {@code i + n c} of them all. Whole nanoseconds and the rest
 * are kept apart, so that it never drifts.
 *
 * <pre>
 *   intended = origin + floor((i + n c) 10^9 / R)
 *
 *   connection 0  |           |           |
 *   connection 1      |           |           |       phase-shifted by 1 / R each
 *   connection 2          |           |           |
 * </pre>
 */
final class UniformCursor extends SendCursor {
  private final long rate;

  /** From a Submit to the next one of the same connection: this many nanoseconds over the rate. */
  private final long intervalTimesRate;

  private final long wholeNs;
  private final long rest;

  /** What {@link #intendedNs} leaves out, times the rate. */
  private long remainder;

  UniformCursor(final SendSchedule schedule, final int connectionNumber) {
    rate = schedule.rate().perSec();
    intervalTimesRate = schedule.connections() * SendSchedule.NS_PER_SEC;
    wholeNs = intervalTimesRate / rate;
    rest = intervalTimesRate % rate;
    final long phaseTimesRate = connectionNumber * SendSchedule.NS_PER_SEC;
    intendedNs = schedule.originNs() + phaseTimesRate / rate;
    remainder = phaseTimesRate % rate;
  }

  @Override
  void advance() {
    intendedNs += wholeNs;
    remainder += rest;
    if (remainder >= rate) {
      remainder -= rate;
      intendedNs++;
    }
  }

  @Override
  void advance(final long submits) {
    final long rests = remainder + submits * rest;
    intendedNs += submits * wholeNs + rests / rate;
    remainder = rests % rate;
  }

  @Override
  long due(final long nowNs, final long most) {
    final long lateNs = nowNs - intendedNs;
    if (lateNs < 0) {
      return 0;
    }
    if (lateNs / (wholeNs + 1) >= most) {
      return most;
    }
    // Submit j from here is due if floor((remainder + j interval) / rate) <= late.
    final long room = (lateNs + 1) * rate - remainder;
    return Math.min(most, (room + intervalTimesRate - 1) / intervalTimesRate);
  }
}
