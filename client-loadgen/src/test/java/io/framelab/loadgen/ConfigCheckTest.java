package io.framelab.loadgen;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import io.framelab.cli.Target;
import io.framelab.loadgen.report.LoadResult;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConfigCheckTest {
  private static final long INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(100);

  private final LoadConfig config =
      new LoadConfig(new Target("127.0.0.1", 1)).connections(1).intervalNs(INTERVAL_NS);

  @Test
  void shouldRefuseMoreIntervalsThanAResultHasRoomFor() {
    ConfigCheck.check(config.durationNs(INTERVAL_NS * LoadResult.MAX_INTERVALS));
    config.durationNs(INTERVAL_NS * (LoadResult.MAX_INTERVALS + 1));
    assertThatExceptionOfType(RunFailure.class)
        .isThrownBy(() -> ConfigCheck.check(config))
        .withMessage(
            "--duration and --interval: 200,001 intervals, and a result has room for 200,000; use a"
                + " longer interval")
        .extracting(RunFailure::exitCode)
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void shouldNotLookAtTheDurationWhenRequestsAreCounted() {
    ConfigCheck.check(config.requests(1).durationNs(TimeUnit.DAYS.toNanos(365)));
  }
}
