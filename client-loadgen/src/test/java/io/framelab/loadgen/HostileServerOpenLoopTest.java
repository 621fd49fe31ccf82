package io.framelab.loadgen;

import io.framelab.codec.Once;

/** The same misdeeds are seen, named and counted while a schedule decides what leaves when. */
@Once
class HostileServerOpenLoopTest extends HostileServerTest {
  @Override
  SendRate rate() {
    return new SendRate(5_000, Arrival.POISSON);
  }
}
