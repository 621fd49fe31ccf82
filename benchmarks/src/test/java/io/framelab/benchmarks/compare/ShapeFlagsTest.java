package io.framelab.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import io.framelab.loadgen.report.Comparison.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ShapeFlagsTest {
  @Test
  void shouldBeTheShapeThatTheUserAskedFor() {
    assertThat(shape()).isEqualTo(new Shape(100, 100, "18"));
    assertThat(shape("-c", "1", "-w", "0", "-s", "64:80,1024:20"))
        .isEqualTo(new Shape(1, 0, "64:80,1024:20"));
    assertThat(shape("--connections", "7", "--window", "8", "--payload", "9"))
        .isEqualTo(new Shape(7, 8, "9"));
  }

  @ParameterizedTest
  @CsvSource({"--connections,0", "--connections,1000000", "--window,-1", "--payload,x"})
  void shouldRefuseWhatIsOutOfRange(final String flag, final String value) {
    assertThatExceptionOfType(RunFailure.class)
        .isThrownBy(() -> shape(flag + "=" + value))
        .withMessageStartingWith(flag)
        .extracting(RunFailure::exitCode)
        .isEqualTo(ExitCode.USAGE);
  }

  private static Shape shape(final String... args) {
    final ShapeFlags flags = new ShapeFlags();
    new CommandLine(flags).parseArgs(args);
    return flags.shape();
  }
}
