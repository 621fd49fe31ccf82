package io.framelab.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.cli.ExitCode;
import io.framelab.codec.Once;
import io.framelab.codec.ShortLivedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command in docs/MEASURING.md does what it says, only shorter. */
@Once
@Timeout(120)
class MeasuringIT {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)^```");

  /** What makes a verb's command short; a page that has these flags itself would be refused. */
  private static final Map<String, String> SHORT =
      Map.of(
          "compare",
          " -c 4 --rounds 2 --turns 1 --slice 500ms --warmup 0s",
          "ladder",
          " --engines unbuffered,buffered --any-port --connections 4 --duration 500ms"
              + " --warmup 100ms --rounds 2 --turns 1 --slice 500ms --slice-warmup 0s"
              + " --out %s/ladder");

  private static final long MAX_SECONDS = 100;

  @TempDir private Path folder;

  private static Stream<String> commands() throws IOException {
    return BLOCK
        .matcher(Files.readString(ROOT.resolve("docs/MEASURING.md")))
        .results()
        .map((MatchResult block) -> block.group(1))
        .flatMap(String::lines);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shouldRunAsItStands(final String command) throws IOException, InterruptedException {
    final String verb = command.split(" ")[1];
    final ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", command + SHORT.get(verb).formatted(folder))
            .directory(ROOT.toFile())
            .redirectOutput(folder.resolve("stdout").toFile())
            .redirectError(folder.resolve("stderr").toFile());
    builder.environment().put("FRAMELAB_SKIP_BUILD", "1");
    builder.environment().put("FRAMELAB_JAVA", System.getProperty("java.home"));
    builder.environment().put("FRAMELAB_JAVA_OPTS", ShortLivedJvm.OPTIONS);

    final Process process = builder.start();
    try {
      assertThat(process.waitFor(MAX_SECONDS, TimeUnit.SECONDS))
          .as(Files.readString(folder.resolve("stderr")))
          .isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }

    assertThat(process.exitValue())
        .as(Files.readString(folder.resolve("stderr")))
        .isIn(ExitCode.OK, ExitCode.REGRESSION);
    assertThat(Files.readString(folder.resolve("stdout")))
        .contains("compare".equals(verb) ? " against " : "\nbuffered / unbuffered ");
  }
}
