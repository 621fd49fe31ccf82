package io.framelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LayeredConfigTest {
  @TempDir Path folder;

  @Test
  void shouldTakeTheDefaultWhenNothingSetsAnOption() {
    assertThat(Outcome.of("localhost:1").command().port).isEqualTo(8888);
  }

  @Test
  void shouldTakeTheFileWhenNeitherFlagNorEnvironmentSetsIt() throws IOException {
    final SampleCommand command =
        Outcome.of("localhost:1", "--config", file("port=1001\nlatency=true\nmax-frame = 1MiB \n"))
            .command();

    assertThat(command.port).isEqualTo(1001);
    assertThat(command.latency).isTrue();
    assertThat(command.maxFrameBytes).isEqualTo(1024 * 1024);
  }

  @Test
  void shouldTakeTheEnvironmentWhenTheFileSetsItToo() throws IOException {
    assertThat(
            Outcome.of(
                    Map.of("SAMPLE_PORT", "1002", "SAMPLE_MAX_FRAME", "128"),
                    "--config=" + file("port=1001"),
                    "localhost:1")
                .command())
        .satisfies(
            command -> {
              assertThat(command.port).isEqualTo(1002);
              assertThat(command.maxFrameBytes).isEqualTo(128);
            });
  }

  @Test
  void shouldTakeTheFlagWhenAllSetIt() throws IOException {
    assertThat(
            Outcome.of(
                    Map.of("SAMPLE_PORT", "1002"),
                    "localhost:1",
                    "--port",
                    "1003",
                    "--config",
                    file("port=1001"))
                .command()
                .port)
        .isEqualTo(1003);
  }

  @Test
  void shouldTakeTheFileOfTheEnvironmentWhenNoFlagNamesOne() throws IOException {
    assertThat(Outcome.of(Map.of("SAMPLE_CONFIG", file("port=1001")), "localhost:1").command().port)
        .isEqualTo(1001);
  }

  @Test
  void shouldIgnoreAnEnvironmentVariableWhenItIsEmpty() {
    assertThat(Outcome.of(Map.of("SAMPLE_PORT", ""), "localhost:1").command().port).isEqualTo(8888);
  }

  @Test
  void shouldNameTheVariableWhenItsValueIsWrong() {
    final Outcome outcome = Outcome.of(Map.of("SAMPLE_MAX_FRAME", "big"), "localhost:1");

    assertThat(outcome.err())
        .isEqualTo(
            "sample: --max-frame 'big' (SAMPLE_MAX_FRAME): expected a size such as 512, 64KiB or"
                + " 1MiB\n");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void shouldNameKeyAndFileWhenItsValueIsWrong() throws IOException {
    final String file = file("drain-timeout=soon");

    assertThat(Outcome.of("localhost:1", "--config", file).err())
        .startsWith("sample: --drain-timeout 'soon' (drain-timeout in " + file + "): expected a");
  }

  @Test
  void shouldRefuseAFileWhenAKeyIsUnknown() throws IOException {
    final String file = file("port=1\nprot=2\n");
    final Outcome outcome = Outcome.of("localhost:1", "--config", file);

    assertThat(outcome.err())
        .isEqualTo(
            "sample: --config '"
                + file
                + "': unknown key 'prot'; keys are the long flags without dashes (see"
                + " --help-all)\n");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void shouldRefuseAFileWhenItIsNotText() throws IOException {
    final Path file = folder.resolve("binary");
    Files.write(file, new byte[] {'a', '=', (byte) 0xFF, (byte) 0xFE});

    assertThat(Outcome.of("localhost:1", "--config", file.toString()).err())
        .isEqualTo("sample: --config '" + file + "': cannot be read: not text in UTF-8\n");
  }

  @Test
  void shouldRefuseAFileWhenItIsAFolder() {
    final Outcome outcome = Outcome.of("localhost:1", "--config", folder.toString());

    assertThat(outcome.err()).hasLineCount(1).contains("--config", folder.toString());
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void shouldReadBackWhatPrintConfigPrinted() throws IOException {
    final String printed =
        Outcome.of(
                Map.of("SAMPLE_REQUESTS", "10k"),
                "--print-config",
                "--metrics",
                "[::1]:9",
                "--latency",
                "--shape",
                "square")
            .out();

    assertThat(printed)
        .contains("\nport=8888\n", "\nrequests=10k\n", "\nmax-frame=64KiB\n", "\nlatency=true\n")
        .contains("\ndrain-timeout=90s\n", "\nsecret-knob=1\n")
        .doesNotContain("help", "config=");
    final Outcome again = Outcome.of("--print-config", "--config", file(printed));
    assertThat(again.err()).isEmpty();
    assertThat(again.out()).isEqualTo(printed);
  }

  @Test
  void shouldTellTheCommandWhatIsInEffect() {
    assertThat(Outcome.of("localhost:1", "--port", "5").command().effective)
        .containsEntry("port", "5")
        .containsEntry("max-frame", "64KiB")
        .containsEntry("latency", "false")
        .doesNotContainKeys("requests", "assert", "help");
  }

  private String file(final String text) throws IOException {
    return Files.writeString(folder.resolve("config.properties"), text).toString();
  }
}
