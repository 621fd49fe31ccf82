package io.framelab.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.cli.Target;
import io.framelab.loadgen.report.LoadResult;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Garbage of the generator's own would end in pauses that look like the server's. */
@Timeout(60)
class AllocationTest {
  private static final int REQUESTS = 400_000;

  /**
   * What a stalled peer leaves unanswered is remembered, up to a window, in arrays that grow to 32
   * KB for this one: less than the bound below.
   */
  private static final int WINDOW = 1_000;

  /** An object has 16 bytes at least: one in a hundred Submits would be seen. */
  private static final double MAX_BYTES_PER_SUBMIT = 0.16;

  private static LoadResult run(final LoadConfig config) {
    return LoadRig.run(
        config.connections(1).warmupNs(TimeUnit.MILLISECONDS.toNanos(300)).requests(REQUESTS),
        LoadListener.NONE);
  }

  private static void assertNothingPerSubmit(final LoadResult result) {
    assertThat(result.latencyNs().service().count()).isEqualTo(REQUESTS);
    assertThat((double) result.generator().allocatedBytes() / REQUESTS)
        .isLessThan(MAX_BYTES_PER_SUBMIT);
  }

  @Test
  void shouldAllocateNothingPerSubmitInAClosedLoop() throws IOException {
    try (BulkPeer peer = new BulkPeer(31)) {
      assertNothingPerSubmit(
          run(new LoadConfig(new Target("127.0.0.1", peer.port())).window(WINDOW)));
    }
  }

  @ParameterizedTest
  @EnumSource(Arrival.class)
  void shouldAllocateNothingPerSubmitInAnOpenLoop(final Arrival arrival) throws IOException {
    try (BulkPeer peer = new BulkPeer(31)) {
      assertNothingPerSubmit(
          run(
              new LoadConfig(new Target("127.0.0.1", peer.port()))
                  .window(WINDOW)
                  .rate(new SendRate(1_000_000, arrival))));
    }
  }
}
