package io.framelab.loadgen;

/** Time that passes only while somebody waits for it, a millisecond at least. */
final class FakeClock implements RigClock {
  private static final long STEP_NS = 1_000_000;

  private long nowNs;

  @Override
  public long nanoTime() {
    return nowNs;
  }

  @Override
  public void pause(final long ns) {
    nowNs += (ns + STEP_NS - 1) / STEP_NS * STEP_NS;
  }

  @Override
  public void ring() {
    // Nobody waits.
  }
}
