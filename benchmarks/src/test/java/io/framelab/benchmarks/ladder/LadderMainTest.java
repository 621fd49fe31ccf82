package io.framelab.benchmarks.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.benchmarks.compare.CompareMain;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class LadderMainTest {
  @ParameterizedTest
  @ValueSource(strings = {"-c", "-w", "-s"})
  void shouldTakeTheShapeOfALoadByTheFlagsOfCompare(final String flag) {
    final OptionSpec ours = option(new LadderMain(), flag);
    final OptionSpec theirs = option(new CompareMain(), flag);

    assertThat(ours.names()).isEqualTo(theirs.names());
    assertThat(ours.description()).isEqualTo(theirs.description());
    assertThat(ours.defaultValue()).isEqualTo(theirs.defaultValue());
  }

  private static OptionSpec option(final Object command, final String flag) {
    return new CommandLine(command).getCommandSpec().findOption(flag);
  }
}
