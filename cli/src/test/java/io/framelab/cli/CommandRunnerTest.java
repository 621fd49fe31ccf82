package io.framelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CommandRunnerTest {
  @Test
  void shouldFillEveryKindOfOptionWhenFlagsAreRight() {
    final SampleCommand command =
        Outcome.of(
                "localhost:9000",
                "--port=0",
                "-n",
                "5m",
                "--max-frame",
                "1MiB",
                "--drain-timeout",
                "100ms",
                "--metrics",
                "off",
                "--shape",
                "round",
                "--latency")
            .command();

    assertThat(command.target).isEqualTo(new Target("localhost", 9000));
    assertThat(command.port).isZero();
    assertThat(command.requests).isEqualTo(5_000_000);
    assertThat(command.maxFrameBytes).isEqualTo(1024 * 1024);
    assertThat(command.drainTimeout).isEqualTo(Duration.ofMillis(100));
    assertThat(command.metrics).isEqualTo(Endpoint.OFF);
    assertThat(command.shape).isEqualTo(SampleCommand.Shape.ROUND);
    assertThat(command.latency).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port abc|--port 'abc': expected a count such as 250, 10k or 5m",
        "--port 3000000k|--port '3000000k': expected at most 2147483647",
        "--max-frame 64kb|--max-frame '64kb': expected a size such as 512, 64KiB or 1MiB",
        "--drain-timeout 30|--drain-timeout '30': expected a duration such as 100us, 1ms, 10s or 5m",
        "--metrics x:y|--metrics 'x:y': expected [HOST:]PORT with a port of 0 to 65535, or off",
        "--shape oval|--shape 'oval': expected round, square",
        "--port|--port: needs a value",
        "--port 1 --port 2|--port: given more than once",
        "--prot 1|unknown flag '--prot', did you mean --port?",
        "--zzzzzzzz|unknown flag '--zzzzzzzz' (see --help-all)",
        "more|unexpected argument 'more' (see --help)",
        "--config /no/such/file|--config '/no/such/file': cannot be read: no such file",
      })
  void shouldSayInOneLineWhatIsWrongWhenUsageIsWrong(final String flags, final String line) {
    final Outcome outcome = Outcome.of(("localhost:1 " + flags).split(" "));

    assertThat(outcome.err()).isEqualTo("sample: " + line + System.lineSeparator());
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void shouldNameTheParameterWhenItIsMissing() {
    final Outcome outcome = Outcome.of();

    assertThat(outcome.err()).isEqualTo("sample: missing HOST:PORT (see --help)\n");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void shouldNameTheParameterWhenItsValueIsWrong() {
    assertThat(Outcome.of("localhost").err())
        .isEqualTo("sample: HOST:PORT 'localhost': expected HOST:PORT with a port of 1 to 65535\n");
  }

  @Test
  void shouldPrintEverydayFlagsOnStdoutWhenAskedForHelp() {
    final Outcome outcome = Outcome.of("--help");

    assertThat(outcome.out()).contains("--max-frame", "64KiB").doesNotContain("--secret-knob");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void shouldPrintEveryFlagWhenAskedForAllHelp() {
    assertThat(Outcome.of("--help-all").out()).contains("--max-frame", "--secret-knob");
  }

  @Test
  void shouldPrintVersionAndCommitOnStdoutWhenAsked() {
    assertThat(Outcome.of("--version").out())
        .isEqualTo("framelab " + BuildInfo.version() + " (" + BuildInfo.commit() + ")\n")
        .matches("framelab \\d+\\.\\d+\\.\\d+\\S* \\(\\S+\\)\\n");
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "3", "4", "99"})
  void shouldEndWithTheCodeOfTheCommandWhenItReturns(final int code) {
    assertThat(outcomeOf(() -> code).exitCode()).isEqualTo(code);
  }

  @Test
  void shouldPrintTheMessageAndEndWithTheCodeWhenARunFails() {
    final Outcome outcome =
        outcomeOf(
            () -> {
              throw new RunFailure(ExitCode.PEER_VIOLATION, "connection 3: ack of nothing");
            });

    assertThat(outcome.err()).isEqualTo("sample: connection 3: ack of nothing\n");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.PEER_VIOLATION);
  }

  @Test
  void shouldRefuseANumberWhenItIsOutOfRange() {
    final Outcome outcome =
        outcomeOf(
            () -> {
              Range.check("--port", 70_000, 0, 65_535);
              return ExitCode.OK;
            });

    assertThat(outcome.err()).isEqualTo("sample: --port '70000': expected 0 to 65535\n");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void shouldKeepOneLineWhenTheMessageHasSeveral() {
    final Outcome outcome =
        outcomeOf(
            () -> {
              throw new IOException("disk full\n  really");
            });

    assertThat(outcome.err()).isEqualTo("sample: disk full; really\n");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void shouldPrintOneLineWithThePlaceWhenTheCommandHasABug() {
    final Outcome outcome =
        outcomeOf(
            () -> {
              throw new IllegalStateException("impossible");
            });

    assertThat(outcome.err())
        .matches("sample: internal error: java.lang.IllegalStateException: impossible at \\S+\\n");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.FAILED);
  }

  private static Outcome outcomeOf(final java.util.concurrent.Callable<Integer> body) {
    final SampleCommand command = new SampleCommand();
    command.body = body;
    return Outcome.of(command, Map.of(), "localhost:1");
  }
}
