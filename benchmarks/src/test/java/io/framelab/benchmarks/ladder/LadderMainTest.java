package io.framelab.benchmarks.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.benchmarks.compare.CompareMain;
import io.framelab.cli.CommandRunner;
import io.framelab.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  @Test
  void shouldRefuseAtOnceWhenTheResultCannotBeWritten(@TempDir final Path folder)
      throws IOException {
    final Path file = Files.createFile(folder.resolve("file"));
    final Path taken = Files.createDirectories(folder.resolve("taken/ladder.md")).getParent();
    final Path ran = folder.resolve("ran");

    for (final Path out : List.of(file.resolve("below"), taken)) {
      assertThat(
              CommandRunner.flagsOnly()
                  .run(
                      new LadderMain(),
                      "--out=" + out,
                      "--engines=limit_server",
                      "--server=a=sh -c 'touch " + ran + "' {port}",
                      "--any-port"))
          .as("%s", out)
          .isEqualTo(ExitCode.USAGE);
    }
    assertThat(ran).as("nothing was started").doesNotExist();
  }

  private static OptionSpec option(final Object command, final String flag) {
    return new CommandLine(command).getCommandSpec().findOption(flag);
  }
}
