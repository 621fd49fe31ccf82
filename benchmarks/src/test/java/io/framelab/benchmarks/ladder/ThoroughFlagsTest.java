package io.framelab.benchmarks.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import io.framelab.benchmarks.ladder.result.Ladders;
import io.framelab.cli.Durations;
import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import io.framelab.loadgen.report.CompareResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ThoroughFlagsTest {
  @Test
  void shouldDealOutSlicesForEachShape() {
    assertThat(configs("--shapes", "c=100,w=100; c=4,w=0"))
        .extracting(CompareResult.Config::connections, CompareResult.Config::window)
        .containsExactly(tuple(100, 100), tuple(4, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "--shapes,;",
    "--shapes,''",
    "--shapes,'c=1,w=1;'",
    "--shapes,'c=0,w=1'",
    "--shapes,'c=1000000,w=1'",
    "--shapes,'c=1,w=1; c=1,w=01'",
    "--slice,49ms",
    "--slice,61s",
    "--slice-warmup,61s",
    "--turns,0",
  })
  void shouldRefuseWhatIsOutOfRange(final String flag, final String value) {
    assertThatExceptionOfType(RunFailure.class)
        .isThrownBy(() -> configs(flag, value))
        .withMessageStartingWith(flag)
        .extracting(RunFailure::exitCode)
        .isEqualTo(ExitCode.USAGE);
  }

  @ParameterizedTest
  @CsvSource({
    "--shapes=c=1",
    "--baseline=x.json",
    "--resume",
    "--turns=6",
    "--slice=500ms",
    "--slice-warmup=2s"
  })
  void shouldRefuseWhatAQuickLadderWouldIgnore(final String flag) {
    assertThatExceptionOfType(RunFailure.class)
        .isThrownBy(() -> flags(flag).check())
        .withMessage(flag.split("=", 2)[0] + " needs --thorough")
        .extracting(RunFailure::exitCode)
        .isEqualTo(ExitCode.USAGE);
    assertThatCode(() -> flags("--thorough", flag).check()).doesNotThrowAnyException();
  }

  private static List<CompareResult.Config> configs(final String... args) {
    return flags(args).configs(2, Ladders.CONFIG);
  }

  private static ThoroughFlags flags(final String... args) {
    final ThoroughFlags flags = new ThoroughFlags();
    new CommandLine(flags).registerConverter(Duration.class, Durations::parse).parseArgs(args);
    return flags;
  }
}
