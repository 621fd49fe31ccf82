package io.framelab.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.cli.ExitCode;
import io.framelab.codec.Once;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person sees who gives the ladder wrong flags: one line and nothing else. */
@Once
@Timeout(120)
class LadderRefusalsIT {
  private static final String LADDER = "io.framelab.benchmarks.ladder.LadderMain";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--duration 99ms         | --duration '99ms': expected 100ms to 60m",
        "--duration 61m          | --duration '61m': expected 100ms to 60m",
        "--warmup 61m            | --warmup '61m': expected 0s to 60m",
        "--warmup 525601m        | --warmup '525601m': expected at most 525600m (365 days)",
        "--engines netty,quick   | --engines: no engine is called 'quick'; there are unbuffered",
        "--server c=./server     | --server 'c=./server': its command has no {port}",
        "--shapes c=1,w=1        | --shapes needs --thorough",
        "--slice 500ms           | --slice needs --thorough",
        "--profile-time 1s       | --profile-time needs --profile",
        "--thorough --shapes c=1 | --shapes 'c=1': expected",
      })
  void shouldRefuseInOneLineWhenFlagsAreWrong(final String flags, final String said)
      throws IOException, InterruptedException {
    final JarRun run = JarRun.of(folder, JarRun.BENCHMARKS, LADDER, flags.split(" "));

    assertThat(run.output().lines())
        .singleElement()
        .asString()
        .startsWith("framelab ladder: " + said);
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
  }
}
